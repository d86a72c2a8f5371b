// Goal: the hash tells interleavings apart exactly as the Mazurkiewicz traces of small programs do, of which every linearisation
// is executed.
#include <contend/schedule/exhaustive.hpp>
#include <contend/schedule/interleaving_hash.hpp>

#include <unit/schedule/some_programs.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace contend::schedule {
namespace {

using test::accesses;
using test::Action;
using test::Instruction;
using test::Machine;
using test::section;
using test::SmallProgram;
using test::writers;

InterleavingHash& fresh_hash(unsigned threads) {
    static InterleavingHash hash;
    hash.begin();
    for (base::ThreadId thread = 1; thread < threads; ++thread) hash.start(thread, 0);
    return hash;
}

std::uint64_t hash_of(const Machine& machine, std::size_t threads) {
    InterleavingHash& hash = fresh_hash(static_cast<unsigned>(threads));
    machine.for_each_step(
        [&](base::ThreadId thread, const Event& event) { hash.execute(thread, event); });
    EXPECT_TRUE(hash.complete());
    return hash.value();
}

std::uint64_t hash_of(const std::vector<std::pair<base::ThreadId, Event>>& steps) {
    InterleavingHash& hash = fresh_hash(4);
    for (const auto& [thread, event] : steps) hash.execute(thread, event);
    return hash.value();
}

Event event(EventKind kind, const void* address = nullptr, const void* place = nullptr) {
    return {.address = address, .return_address = place, .kind = kind};
}

const char objects[4] = {};

std::set<std::uint64_t> explored(const SmallProgram& program) {
    const auto strategy = std::make_unique_for_overwrite<Exhaustive>();
    std::set<std::uint64_t> hashes;
    for (std::uint64_t seed = 0; !strategy->exhausted(); ++seed)
        hashes.insert(hash_of(test::run(program, *strategy, seed), program.threads.size()));
    return hashes;
}

// (n k)! / (k!)^n, as exhaustive search counts them.
TEST(InterleavingHash, counts_the_orders_of_dependent_events) {
    EXPECT_EQ(explored(writers(2, 2)).size(), 6U);
    EXPECT_EQ(explored(writers(3, 2)).size(), 90U);
    EXPECT_EQ(explored(writers(4, 2)).size(), 2'520U);
}

// Equal traces have equal hashes, wherever their objects lie, and different ones do not.
void compare_with_traces(const SmallProgram& program) {
    const auto threads = static_cast<unsigned>(program.threads.size());
    std::map<std::string, std::uint64_t> hash_of_trace;
    std::map<std::uint64_t, std::string> trace_of_hash;
    for (std::size_t place = 0; place < 2; ++place)
        test::run_all(Machine(program, place), threads, [&](const Machine& end) {
            const std::uint64_t hash = hash_of(end, threads);
            const std::string trace = end.trace();
            RC_ASSERT(hash_of_trace.emplace(trace, hash).first->second == hash);
            RC_ASSERT(trace_of_hash.emplace(hash, trace).first->second == trace);
        });
}

RC_GTEST_PROP(InterleavingHash, tells_accesses_apart_as_traces_do, ()) {
    SmallProgram program;
    const int threads = *rc::gen::inRange(2, 4);
    for (int i = 0; i < threads; ++i)
        program.threads.push_back(
            *rc::gen::resize(3, rc::gen::container<std::vector<Instruction>>(accesses())));
    compare_with_traces(program);
}

RC_GTEST_PROP(InterleavingHash, tells_locks_apart_as_traces_do, ()) {
    SmallProgram program;
    for (int i = 0; i < 2; ++i) {
        program.threads.emplace_back();
        for (int part = 0; part < 2; ++part) {
            const Action action =
                *rc::gen::element(Action::lock, Action::lock_shared, Action::try_lock);
            const std::vector<Instruction> added =
                section(action, *rc::gen::inRange(2, 4), *accesses());
            program.threads.back().insert(program.threads.back().end(), added.begin(), added.end());
        }
    }
    compare_with_traces(program);
}

// A word is no lock, and what is unlocked twice was locked in between.
bool cannot_meet(const Event& a, const Event& b) {
    const auto unlocks = [](const Event& event) {
        return event.kind == EventKind::unlock || event.kind == EventKind::unlock_shared;
    };
    const auto shares = [](const Event& event) {
        return effect_of(event.kind) == Effect::reads &&
               (acquires(event) || event.kind == EventKind::unlock_shared);
    };
    const bool both_read = effect_of(a.kind) == Effect::reads && effect_of(b.kind) == Effect::reads;
    return (unlocks(a) && unlocks(b)) || (both_read && shares(a) != shares(b));
}

// What dependence.hpp says of two events is what the hash sees of their order.
TEST(InterleavingHash, sees_the_order_of_two_events_if_they_are_dependent) {
    for (unsigned i = 0; i < event_kinds; ++i)
        for (unsigned j = 0; j < event_kinds; ++j) {
            const Event a = event(static_cast<EventKind>(i), &objects[0]);
            const Event b = event(static_cast<EventKind>(j), &objects[0]);
            if (effect_of(a.kind) == Effect::none || effect_of(b.kind) == Effect::none) continue;
            if (cannot_meet(a, b)) continue;
            const bool told_apart = hash_of({{1, a}, {2, b}}) != hash_of({{2, b}, {1, a}});
            EXPECT_EQ(told_apart, dependent(a, b)) << describe(a.kind) << ", " << describe(b.kind);
        }
}

TEST(InterleavingHash, does_not_see_the_order_of_events_of_different_objects) {
    const Event a = event(EventKind::write, &objects[0]);
    const Event b = event(EventKind::write, &objects[1]);
    EXPECT_EQ(hash_of({{1, a}, {2, b}}), hash_of({{2, b}, {1, a}}));
}

TEST(InterleavingHash, sees_which_code_did_it_and_what_it_did) {
    const char places[2] = {};
    const Event here = event(EventKind::write, &objects[0], &places[0]);
    const Event there = event(EventKind::write, &objects[0], &places[1]);
    const Event lock = event(EventKind::lock, &objects[0], &places[0]);
    EXPECT_NE(hash_of({{1, here}}), hash_of({{1, there}}));
    EXPECT_NE(hash_of({{1, here}}), hash_of({{1, lock}}));
    EXPECT_NE(hash_of({{1, here}}), hash_of({{2, here}}));
}

TEST(InterleavingHash, sees_who_does_what_behind_an_event_that_affects_everything) {
    const Event write = event(EventKind::write, &objects[0]);
    const Event other = event(EventKind::write, &objects[1]);
    const Event signal = event(EventKind::signal, &objects[2]);
    EXPECT_NE(hash_of({{1, write}, {3, signal}, {2, other}}),
              hash_of({{1, write}, {2, other}, {3, signal}}));
    EXPECT_EQ(hash_of({{3, signal}, {1, write}, {2, other}}),
              hash_of({{3, signal}, {2, other}, {1, write}}));
    EXPECT_EQ(hash_of({{1, write}, {2, other}, {3, signal}}),
              hash_of({{2, other}, {1, write}, {3, signal}}));
}

TEST(InterleavingHash, takes_a_loop_that_reads_the_same_again_and_again_for_one_that_waits) {
    const Event read = event(EventKind::atomic_load, &objects[0]);
    const Event write = event(EventKind::atomic_store, &objects[0]);
    const auto waits = [&](unsigned times) {
        std::vector<std::pair<base::ThreadId, Event>> steps(times, {1, read});
        steps.insert(steps.end(), {{2, write}, {1, read}});
        return hash_of(steps);
    };
    EXPECT_NE(waits(1), waits(2));
    EXPECT_NE(waits(InterleavingHash::repeats_max - 1), waits(InterleavingHash::repeats_max));
    EXPECT_EQ(waits(InterleavingHash::repeats_max), waits(100));
}

TEST(InterleavingHash, of_an_execution_with_too_many_objects_is_said_to_be_incomplete) {
    static const char many[ObjectHashes::objects_max + 1] = {};
    InterleavingHash& hash = fresh_hash(1);
    for (const char& object : many) {
        EXPECT_TRUE(hash.complete());
        hash.execute(0, event(EventKind::write, &object));
    }
    EXPECT_FALSE(hash.complete());
    hash.begin();
    EXPECT_TRUE(hash.complete());
}

}  // namespace
}  // namespace contend::schedule
