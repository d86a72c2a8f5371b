#include <contend/schedule/random_walk.hpp>

#include "program.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cmath>

namespace contend::schedule {
namespace {

using test::ask;
using test::Execution;
using test::Program;

double mean(const std::vector<std::uint32_t>& holds) {
    double sum = 0;
    for (const std::uint32_t hold : holds) sum += hold;
    return sum / static_cast<double>(holds.size());
}

// The hold of an execution that leaves with probability p has mean (1 - p) / p: 1, 3 or 7. Each
// execution takes 4,000 steps and so at least 400 decisions; the mean's standard deviation is at
// most 7.5 / 20, and the limits lie four of them away.
TEST(RandomWalk, stays_with_a_thread_as_long_as_its_stickiness_says) {
    RandomWalk walk;
    Program program({2000, 2000});
    std::array<int, 3> seen{};
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        const double hold = mean(program.run(walk, base::mix(seed)).holds);
        if (hold < 1.8)
            ++seen[0];
        else if (hold < 5)
            ++seen[1];
        else
            ++seen[2];
    }
    // One, two and one in four of 400 executions: 100, 200, 100, with standard deviations of 9, 10,
    // 9.
    EXPECT_NEAR(seen[0], 100, 45);
    EXPECT_NEAR(seen[1], 200, 50);
    EXPECT_NEAR(seen[2], 100, 45);
}

// 12,000 draws from three threads: 4,000 each, standard deviation 52.
TEST(RandomWalk, draws_the_next_thread_uniformly) {
    RandomWalk walk;
    walk.begin(1);
    std::array<int, 3> drawn{};
    for (int i = 0; i < 12'000; ++i) ++drawn[ask(walk, {.candidates = {0, 1, 2}}).thread];
    for (const int count : drawn) EXPECT_NEAR(count, 4000, 300);
}

// One draw of eight considers the thread whose time-out would pass, or in an execution of four one of
// two, and takes it in half of the cases: of 160 draws 10 or 40, with standard deviations of 3 and 6.
TEST(RandomWalk, lets_time_pass_rarely_but_in_some_executions) {
    RandomWalk walk;
    int impatient = 0;
    for (std::uint64_t seed = 0; seed < 1'000; ++seed) {
        walk.begin(base::mix(seed));
        int passed = 0;
        for (int i = 0; i < 160; ++i)
            passed += ask(walk, {.candidates = {0, 1}, .timed = {1}}).thread == 1 ? 1 : 0;
        EXPECT_GE(passed, 1);
        EXPECT_LE(passed, 64);
        impatient += passed >= 22 ? 1 : 0;
    }
    EXPECT_NEAR(impatient, 250, 6 * std::sqrt(1000 * 0.25 * 0.75));
}

TEST(RandomWalk, lets_time_pass_when_nobody_else_can_run) {
    RandomWalk walk;
    walk.begin(1);
    for (int i = 0; i < 100; ++i)
        EXPECT_EQ(ask(walk, {.current = 1, .candidates = {1}, .timed = {1}}).thread, 1);
}

TEST(RandomWalk, leaves_a_thread_that_yields) {
    RandomWalk walk;
    walk.begin(1);
    // The first may go unheeded.
    const test::Question yields{.kind = Question::yield, .current = 1, .candidates = {0, 1, 2}};
    for (int i = 0; i < 16; ++i) ask(walk, yields);
    for (int i = 0; i < 100; ++i) EXPECT_NE(ask(walk, yields).thread, 1);
    EXPECT_EQ(ask(walk, {.kind = Question::yield, .current = 1, .candidates = {1}}).thread, 1)
        << "nobody else is there";
}

// In one of four executions the first yields go unheeded: there it stays with probability 1/2 + 1/6,
// 3/4 + 1/12 or 7/8 + 1/24, on average 0.83, so in 0.83 / 4 = 0.21 of all first yields: 826 of 4,000,
// standard deviation 26.
TEST(RandomWalk, mostly_stays_with_a_thread_whose_yield_goes_unheeded) {
    RandomWalk walk;
    const test::Question yields{.kind = Question::yield, .current = 1, .candidates = {0, 1, 2}};
    int stayed = 0;
    for (std::uint64_t seed = 0; seed < 4'000; ++seed) {
        walk.begin(base::mix(seed));
        stayed += ask(walk, yields).thread == 1 ? 1 : 0;
    }
    EXPECT_NEAR(stayed, 826, 110);
}

RC_GTEST_PROP(RandomWalk, chooses_candidates_only_and_ends, (std::uint64_t seed)) {
    const auto lengths = *rc::gen::container<std::vector<unsigned>>(rc::gen::inRange(0U, 20U));
    RC_PRE(!lengths.empty() && lengths.size() <= 20U);
    RandomWalk walk;
    const Execution execution = Program(lengths).run(walk, seed);
    RC_ASSERT(execution.valid);
    unsigned total = 0;
    for (const unsigned length : lengths) total += length;
    RC_ASSERT(execution.order.size() == total);
}

RC_GTEST_PROP(RandomWalk, decides_alike_for_the_same_seed, (std::uint64_t seed)) {
    RandomWalk walk;
    Program program({10, 10, 10});
    const std::vector<int> order = program.run(walk, seed).order;
    RC_ASSERT(program.run(walk, seed).order == order);
}

}  // namespace
}  // namespace contend::schedule
