// Goal: dynamic partial-order reduction executes each Mazurkiewicz trace, and few of them twice. Compared with the enumeration of
// all interleavings. RC_PARAMS="max_success=10000" compares as many programs in each of the properties.
#include <contend/schedule/exhaustive.hpp>

#include <unit/schedule/some_programs.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdio>
#include <memory>

namespace contend::schedule {
namespace {

using test::accesses;
using test::Action;
using test::Instruction;
using test::Machine;
using test::section;
using test::SmallProgram;
using test::steps;
using test::writers;

struct Explored {
    std::set<std::string> traces;
    std::set<std::string> results;
    std::uint64_t executions = 0;
    std::uint64_t counted = 0;
};

Explored explore(const SmallProgram& program, std::uint64_t executions_max = 100'000) {
    const auto strategy = std::make_unique_for_overwrite<Exhaustive>();
    Explored explored;
    while (!strategy->exhausted() && explored.executions < executions_max) {
        const Machine end = test::run(program, *strategy, explored.executions);
        EXPECT_EQ(strategy->given_up(), nullptr);
        if (strategy->given_up() != nullptr) break;
        ++explored.executions;
        explored.traces.insert(end.trace());
        explored.results.insert(end.result());
    }
    EXPECT_TRUE(strategy->exhausted());
    explored.counted = strategy->interleavings();
    return explored;
}

Explored enumerate(const SmallProgram& program) {
    Explored all;
    test::run_all(Machine(program), static_cast<unsigned>(program.threads.size()),
                  [&](const Machine& end) {
                      ++all.executions;
                      all.traces.insert(end.trace());
                      all.results.insert(end.result());
                  });
    all.counted = all.traces.size();
    return all;
}

// (n k)! / (k!)^n orders of n threads' k dependent events.
TEST(Exhaustive, executes_every_order_of_dependent_events_once) {
    EXPECT_EQ(explore(writers(2, 2)).counted, 6U);
    EXPECT_EQ(explore(writers(3, 2)).counted, 90U);
    EXPECT_EQ(explore(writers(4, 2)).counted, 2'520U);
}

TEST(Exhaustive, executes_no_order_of_independent_events_twice) {
    SmallProgram program{{}};
    for (int i = 0; i < 4; ++i)
        program.threads.push_back({{Action::write, i}, {Action::read, i}, {Action::write, i}});
    EXPECT_EQ(explore(program).executions, 1U);
}

// One thread does something else in every execution.
TEST(Exhaustive, gives_up_what_differs_from_one_execution_to_the_next) {
    const auto strategy = std::make_unique_for_overwrite<Exhaustive>();
    SmallProgram program = writers(2, 3);
    for (int i = 0; i < 10; ++i) {
        program.threads[1][0].action = i % 2 == 0 ? Action::write : Action::read;
        test::run(program, *strategy);
    }
    EXPECT_NE(strategy->given_up(), nullptr);
    EXPECT_FALSE(strategy->exhausted());
}

std::string text_of(const SmallProgram& program) {
    const char* const names[] = {"read",        "write",         "lock",     "unlock",
                                 "lock_shared", "unlock_shared", "try_lock", "read and skip"};
    std::string text;
    for (const auto& thread : program.threads) {
        for (const Instruction& instruction : thread)
            text += std::string(names[static_cast<int>(instruction.action)]) + " " +
                    std::to_string(instruction.object) + ", ";
        text += "\n";
    }
    return text;
}

/// Returns how many executions were redundant.
std::uint64_t compare(const SmallProgram& program) {
    const Explored all = enumerate(program);
    const Explored explored = explore(program, 10 * all.executions + 10);
    RC_LOG() << text_of(program);
    RC_ASSERT(explored.results == all.results);
    RC_ASSERT(explored.traces == all.traces);
    RC_ASSERT(explored.counted >= all.traces.size());
    return explored.executions - all.traces.size();
}

/// An access, or a lock around one.
rc::Gen<std::vector<Instruction>> part_of_a_thread() {
    return rc::gen::oneOf(
        rc::gen::map(steps(), [](Instruction one) { return std::vector<Instruction>{one}; }),
        rc::gen::map(
            rc::gen::tuple(rc::gen::element(Action::lock, Action::lock_shared, Action::try_lock),
                           rc::gen::inRange(2, 4), accesses()),
            [](std::tuple<Action, int, Instruction> of) {
                return section(std::get<0>(of), std::get<1>(of), std::get<2>(of));
            }));
}

RC_GTEST_PROP(Exhaustive, sees_what_accesses_can_come_to, ()) {
    SmallProgram program;
    const int threads = *rc::gen::inRange(2, 5);
    for (int i = 0; i < threads; ++i)
        program.threads.push_back(
            *rc::gen::resize(3, rc::gen::container<std::vector<Instruction>>(steps())));
    if (program.threads[0].empty()) program.threads[0].push_back({Action::read, 0});
    RC_CLASSIFY(compare(program) != 0, "redundant");
}

RC_GTEST_PROP(Exhaustive, sees_what_locks_can_come_to, ()) {
    SmallProgram program;
    const int threads = *rc::gen::inRange(2, 4);
    for (int i = 0; i < threads; ++i) program.threads.push_back(*part_of_a_thread());
    for (int i = 0; i < (threads == 2 ? 2 : 1); ++i)
        for (const Instruction more : *part_of_a_thread())
            program.threads[static_cast<std::size_t>(i)].push_back(more);
    compare(program);
}

// Two locks each, one within the other: deadlocks, too.
RC_GTEST_PROP(Exhaustive, sees_deadlocks, ()) {
    SmallProgram program;
    for (int i = 0; i < 3; ++i) {
        const int outer = *rc::gen::inRange(2, 4);
        const int inner = *rc::gen::inRange(2, 4);
        if (outer == inner || i == 2)
            program.threads.push_back(section(Action::lock, outer, *accesses()));
        else
            program.threads.push_back({{Action::lock, outer},
                                       {Action::lock, inner},
                                       {Action::unlock, inner},
                                       {Action::unlock, outer}});
    }
    compare(program);
}

}  // namespace
}  // namespace contend::schedule
