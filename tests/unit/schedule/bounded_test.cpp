// Goal: with a bound, every schedule that keeps to it is executed once, and no other.
#include <contend/schedule/bounded.hpp>
#include <unit/schedule/some_programs.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace contend::schedule {
namespace {

using test::Action;
using test::Instruction;
using test::Machine;
using test::SmallProgram;

struct Bound {
    std::uint64_t executions = 0;
    std::set<std::string> results;
};

Bound explore_bounded(const SmallProgram& program, unsigned preemptions) {
    const auto strategy = std::make_unique<Bounded>();
    strategy->explore(preemptions, Preemptible::anywhere);
    Bound bound;
    while (!strategy->exhausted() && !strategy->given_up() && bound.executions < 1'000'000) {
        bound.results.insert(test::run(program, *strategy, bound.executions).result());
        ++bound.executions;
    }
    EXPECT_TRUE(strategy->exhausted());
    return bound;
}

/// Threads that read what they write: the results tell orders apart.
SmallProgram updates(unsigned threads) {
    return {std::vector(threads, std::vector<Instruction>{{Action::read, 0}, {Action::write, 0}})};
}

// Thread 0 is the one that runs first.
TEST(Bounded, without_preemptions_only_the_order_of_threads_is_left) {
    EXPECT_EQ(explore_bounded(updates(2), 0).executions, 1U);
    EXPECT_EQ(explore_bounded(updates(4), 0).executions, 6U);
}

TEST(Bounded, a_lost_update_needs_one_preemption) {
    const auto lost = [](const Bound& bound) {
        for (const std::string& result : bound.results)
            if (result.rfind("0;0;", 0) == 0) return true;
        return false;
    };
    EXPECT_FALSE(lost(explore_bounded(updates(2), 0)));
    EXPECT_TRUE(lost(explore_bounded(updates(2), 1)));
}

RC_GTEST_PROP(BoundedProperty, sees_every_result_when_the_bound_is_high, ()) {
    SmallProgram program;
    const int threads = *rc::gen::inRange(2, 4);
    for (int t = 0; t < threads; ++t)
        program.threads.push_back(
            *rc::gen::resize(2, rc::gen::container<std::vector<Instruction>>(test::accesses())));
    std::set<std::string> all;
    test::run_all(Machine(program), static_cast<unsigned>(program.threads.size()),
                  [&](const Machine& end) { all.insert(end.result()); });
    RC_ASSERT(explore_bounded(program, 100).results == all);
}

RC_GTEST_PROP(BoundedProperty, sees_more_with_every_preemption, ()) {
    SmallProgram program;
    for (int t = 0; t < 2; ++t)
        program.threads.push_back(
            *rc::gen::resize(4, rc::gen::container<std::vector<Instruction>>(test::accesses())));
    std::uint64_t executions = 0;
    for (unsigned preemptions = 0; preemptions < 4; ++preemptions) {
        const std::uint64_t more = explore_bounded(program, preemptions).executions;
        RC_ASSERT(more >= executions);
        executions = more;
    }
}

}  // namespace
}  // namespace contend::schedule
