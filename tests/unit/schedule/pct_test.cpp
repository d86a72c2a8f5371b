// Goal: the guarantee in pct.hpp. Method: programs of known depth, a fixed range of seeds, and a
// lower bound on how often the bug must show.
#include <contend/schedule/pct.hpp>

#include "program.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace contend::schedule {
namespace {

using test::ask;
using test::Execution;
using test::Program;

/// In how many executions `shows` holds.
template <class Shows>
int hits(Pct& pct, const std::vector<unsigned>& lengths, int executions, Shows shows) {
    Program program(lengths);
    int count = 0;
    for (int i = 0; i < executions; ++i)
        count += shows(program.run(pct, base::mix(i)).order) ? 1 : 0;
    return count;
}

std::size_t position(const std::vector<int>& order, int thread, int nth) {
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (order[i] == thread && nth-- == 0) return i;
    }
    return order.size();
}

// Depth 1: the last of four threads must run before all others. Among n = 4 threads the probability
// is at least 1/4 in every execution; 4,000 executions, expected 1,000, five standard deviations
// (27) below.
TEST(Pct, finds_an_order_violation_with_the_probability_of_depth_1) {
    Pct pct;
    EXPECT_GT(hits(pct, {5, 5, 5, 5}, 4000, [](const auto& order) { return order.front() == 3; }),
              865);
}

// Depth 2, at every place: thread 0 is interrupted exactly after its i-th step, and thread 1 runs
// to its end before it goes on. With n = 2 and k = 32 (the least that Pct assumes) the guarantee is
// 1 / (2 * 32), when the depth drawn is 2, which it is in one execution of four: 1/256. 20,000
// executions, expected at least 78; five standard deviations (8.8) below.
TEST(Pct, interrupts_at_every_step_with_the_probability_of_depth_2) {
    for (int i = 1; i < 10; ++i) {
        Pct pct;
        const auto shows = [&](const std::vector<int>& order) {
            return position(order, 1, 0) == static_cast<std::size_t>(i) && order.back() == 0;
        };
        EXPECT_GT(hits(pct, {10, 10}, 20'000, shows), 34) << "after step " << i;
    }
}

// Depth 3: thread 0 is interrupted after its third step, thread 1 after its fourth, and thread 0
// must then reach its end first. The guarantee is 1 / (2 * 32^2) in one execution of four: 1/8192.
// 200,000 executions, expected at least 24; a Poisson count with that mean is below 6 with
// probability 10^-5.
TEST(Pct, finds_a_bug_of_depth_3_with_its_probability) {
    Pct pct;
    const auto shows = [](const std::vector<int>& order) {
        return position(order, 1, 0) == 3 && position(order, 0, 3) == 7 && order.back() == 1;
    };
    EXPECT_GE(hits(pct, {10, 10}, 200'000, shows), 6);
}

// An execution of depth 1 never preempts: a switch happens only where a thread ends. One of four
// executions has depth 1.
TEST(Pct, runs_threads_to_their_end_without_change_points) {
    Pct pct;
    const auto unbroken = [](const std::vector<int>& order) {
        int switches = 0;
        for (std::size_t i = 1; i < order.size(); ++i) switches += order[i] != order[i - 1] ? 1 : 0;
        return switches == 2;
    };
    const int count = hits(pct, {5, 5, 5}, 4000, unbroken);
    EXPECT_GT(count, 865);
    EXPECT_LT(count, 4000) << "some executions must have change points";
}

// Change points reach as far as the longest execution seen: 2,000 steps. A uniform point is beyond
// the first 1,000 with probability 1/2, and one of four executions has exactly one.
TEST(Pct, learns_how_long_executions_are) {
    Pct pct;
    const auto late = [](const std::vector<int>& order) {
        const std::size_t second = position(order, 1 - order.front(), 0);
        return second > 500 && second < 1000;
    };
    Program program({1000, 1000});
    program.run(pct, 0);
    EXPECT_GT(hits(pct, {1000, 1000}, 1000, late), 50);
}

RC_GTEST_PROP(Pct, chooses_candidates_only_and_ends, (std::uint64_t seed)) {
    const auto lengths = *rc::gen::container<std::vector<unsigned>>(rc::gen::inRange(0U, 20U));
    RC_PRE(!lengths.empty() && lengths.size() <= 20U);
    Pct pct;
    const Execution execution = Program(lengths).run(pct, seed);
    RC_ASSERT(execution.valid);
    unsigned total = 0;
    for (const unsigned length : lengths) total += length;
    RC_ASSERT(execution.order.size() == total);
}

RC_GTEST_PROP(Pct, decides_alike_for_the_same_seed, (std::uint64_t seed)) {
    Pct first;
    Pct second;
    Program program({10, 10, 10});
    RC_ASSERT(program.run(first, seed).order == program.run(second, seed).order);
}

// At step 0 there is no change point, which could lower the other thread just then.
TEST(Pct, lets_others_run_when_a_thread_yields_sleeps_or_waits_for_time) {
    const test::Question yields{.kind = Question::yield, .candidates = {0, 1}, .step = 0};
    const test::Question sleeps{.candidates = {0, 1}, .pending = EventKind::sleep, .step = 0};
    const test::Question waits{.candidates = {0, 1}, .timed = {0}, .step = 0};
    for (const test::Question& question : {yields, sleeps, waits}) {
        Pct pct;
        for (std::uint64_t seed = 0; seed < 100; ++seed) {
            pct.begin(seed);
            for (int early = 0; early < 16; ++early) ask(pct, question);
            EXPECT_EQ(ask(pct, question).thread, 1);
        }
    }
}

TEST(Pct, does_not_heed_the_first_yields_of_some_executions) {
    Pct pct;
    int stays = 0;
    for (std::uint64_t seed = 0; seed < 1'000; ++seed) {
        pct.begin(seed);
        const test::Question yields{.kind = Question::yield, .candidates = {0, 1}, .step = 0};
        if (ask(pct, yields).thread == 0) ++stays;
    }
    // Unheeded in a quarter; then the first of two threads has the higher priority in a half.
    EXPECT_GT(stays, 80);
    EXPECT_LT(stays, 170);
}

TEST(Pct, asks_to_be_asked_when_a_thread_wakes) {
    Pct pct;
    pct.begin(1);
    EXPECT_TRUE(ask(pct, {.candidates = {0, 1}}).ask_on_wake)
        << "the woken thread may have a higher priority";
}

TEST(Pct, wakes_the_waiter_of_the_highest_priority) {
    Pct pct;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        pct.begin(seed);
        const base::ThreadId woken =
            ask(pct, {.kind = Question::wake, .candidates = {1, 2, 3}}).thread;
        EXPECT_EQ(ask(pct, {.kind = Question::wake, .candidates = {1, 2, 3}}).thread, woken);
    }
}

}  // namespace
}  // namespace contend::schedule
