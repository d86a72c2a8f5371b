#include <contend/schedule/pct.hpp>
#include <contend/schedule/random_walk.hpp>
#include <contend/schedule/replay.hpp>

#include "program.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <string_view>

namespace contend::schedule {
namespace {

using test::ask;
using test::Execution;
using test::Program;

ScheduleView view(const std::vector<Switch>& entries) { return {entries.data(), entries.size()}; }

void expect_replayed(Strategy& strategy, std::uint64_t seed) {
    const auto lengths = *rc::gen::container<std::vector<unsigned>>(rc::gen::inRange(0U, 20U));
    RC_PRE(!lengths.empty() && lengths.size() <= 20U);
    Program program(lengths);
    const Execution recorded = program.run(strategy, seed);
    Replay replay(view(recorded.deviations));
    const Execution replayed = program.run(replay, 0);
    RC_ASSERT(replayed.order == recorded.order);
    RC_ASSERT(replayed.deviations == recorded.deviations);
    RC_ASSERT(replay.used() == recorded.deviations.size());
    RC_ASSERT(!replay.diverged());
}

RC_GTEST_PROP(Replay, repeats_a_random_walk, (std::uint64_t seed)) {
    RandomWalk walk;
    expect_replayed(walk, seed);
}

RC_GTEST_PROP(Replay, repeats_pct, (std::uint64_t seed)) {
    Pct pct;
    expect_replayed(pct, seed);
}

RC_GTEST_PROP(Replay, survives_a_schedule_with_entries_removed, (std::uint64_t seed)) {
    RandomWalk walk;
    Program program({10, 10, 10});
    std::vector<Switch> entries = program.run(walk, seed).deviations;
    RC_PRE(!entries.empty());
    entries.erase(entries.begin() +
                  static_cast<std::ptrdiff_t>(*rc::gen::inRange<std::size_t>(0, entries.size())));
    Replay replay(view(entries));
    const Execution replayed = program.run(replay, 0);
    RC_ASSERT(replayed.valid);
    RC_ASSERT(replayed.order.size() == 30U);
}

TEST(Replay, of_an_empty_schedule_is_the_default_order) {
    Replay replay;
    EXPECT_EQ(Program({2, 2}).run(replay, 0).order, (std::vector<int>{0, 0, 1, 1}));
    EXPECT_FALSE(replay.diverged());
}

TEST(Replay, takes_an_entry_at_its_thread_and_step_only) {
    const std::vector<Switch> entries{{.from = 0, .to = 1, .step = 2}};
    Replay replay(view(entries));
    EXPECT_EQ(Program({3, 2}).run(replay, 0).order, (std::vector<int>{0, 1, 1, 0, 0}));
}

TEST(Replay, passes_over_an_entry_whose_thread_cannot_run_and_says_so) {
    const std::vector<Switch> entries{{.from = 0, .to = 2, .step = 1}};
    Replay replay(view(entries));
    replay.begin(0);
    EXPECT_EQ(
        ask(replay, {.current = 0, .candidates = {0, 1}, .thread_step = 1, .fallback = 0}).thread,
        0);
    EXPECT_TRUE(replay.diverged());
}

TEST(Replay, that_never_meets_an_entry_says_so) {
    const std::vector<Switch> entries{{.from = 0, .to = 1, .step = 1000}};
    Replay replay(view(entries));
    EXPECT_EQ(Program({2, 2}).run(replay, 0).order, (std::vector<int>{0, 0, 1, 1}));
    EXPECT_TRUE(replay.diverged());
}

TEST(Replay, starts_afresh_in_every_execution) {
    const std::vector<Switch> entries{{.from = 0, .to = 1, .step = 2}};
    Replay replay(view(entries));
    Program program({3, 2});
    const std::vector<int> first = program.run(replay, 0).order;
    EXPECT_EQ(program.run(replay, 1).order, first);
    EXPECT_EQ(replay.used(), 1U);
}

TEST(ScheduleLog, drops_what_does_not_fit_and_says_so) {
    std::array<Switch, 3> storage{};
    ScheduleLog log{.entries = storage.data(), .capacity = 2};
    log.push({1, 2, 3});
    log.push({2, 3, 4});
    EXPECT_FALSE(log.overflowed);
    log.push({3, 4, 5});
    EXPECT_TRUE(log.overflowed);
    EXPECT_EQ(log.size, 2U);
    EXPECT_TRUE(storage[1] == (Switch{2, 3, 4}));
    EXPECT_TRUE(storage[2] == (Switch{0, 0, 0})) << "written past the capacity";
}

TEST(Describe, has_a_word_for_every_kind_of_event) {
    for (int kind = 0; kind <= static_cast<int>(EventKind::clock); ++kind) {
        const std::string_view word = describe(static_cast<EventKind>(kind));
        EXPECT_FALSE(word.empty());
        EXPECT_NE(word, "acts") << kind;
    }
}

}  // namespace
}  // namespace contend::schedule
