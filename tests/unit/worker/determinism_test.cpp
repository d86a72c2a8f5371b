// Goal: repetitions that settle are no finding, however they begin; those that keep differing are one, with the step where they
// differ.
#include <contend/worker/agreement.hpp>
#include <contend/worker/determinism.hpp>

#include <contend/base/random.hpp>

#include <gtest/gtest.h>

#include <functional>
#include <vector>

namespace contend::worker {
namespace {

struct Judged {
    bool refused;
    unsigned repetitions;
};

/// Repeats what has the digest `of(i)` in its i-th execution.
Judged judge(const std::function<std::uint64_t(unsigned)>& of) {
    Agreement agreement(of(0));
    unsigned repetitions = 0;
    while (agreement.open()) agreement.add(of(++repetitions));
    return {agreement.refused(), repetitions};
}

TEST(Agreement, of_code_that_does_the_same_each_time_takes_two_repetitions) {
    const Judged judged = judge([](unsigned) { return 7u; });
    EXPECT_FALSE(judged.refused);
    EXPECT_EQ(judged.repetitions, 2U);
}

TEST(Agreement, is_reached_behind_a_first_execution_that_initialises) {
    EXPECT_FALSE(judge([](unsigned i) { return i == 0 ? 1u : 2u; }).refused);
}

TEST(Agreement, is_reached_when_a_cache_is_warm) {
    EXPECT_FALSE(judge([](unsigned i) { return i < 20 ? i : 20u; }).refused);
}

TEST(Agreement, is_reached_between_reallocations) {
    const auto grows = [](unsigned i) { return (i & (i - 1)) == 0 ? 1u : 0u; };
    for (unsigned before = 0; before < 70; ++before)
        EXPECT_FALSE(judge([&](unsigned i) { return grows(before + i); }).refused) << before;
}

TEST(Agreement, is_not_reached_by_what_takes_turns) {
    EXPECT_TRUE(judge([](unsigned i) { return i % 2; }).refused);
    EXPECT_TRUE(judge([](unsigned i) { return i % 3; }).refused);
    EXPECT_TRUE(judge([](unsigned i) { return i; }).refused);
}

// A coin agrees with itself at first in a quarter of all cases, which are not looked at further. Of the others, by chance twelve
// tosses in a row of 64 are equal in one of forty: 1,460 expected refusals of 2,000, with a standard deviation of 20.
TEST(Agreement, is_hardly_ever_reached_by_a_coin) {
    base::Random random(1);
    unsigned refused = 0;
    for (int i = 0; i < 2'000; ++i)
        refused += judge([&](unsigned) { return random.below(2); }).refused ? 1 : 0;
    EXPECT_GT(refused, 1'380U);
    EXPECT_LT(refused, 1'540U);
}

history::TraceStep step(base::ThreadId thread, schedule::EventKind kind, const void* object,
                        const void* place = nullptr) {
    history::TraceStep step;
    step.thread = thread;
    step.event = {.address = object, .return_address = place, .kind = kind};
    return step;
}

Difference difference(const std::vector<history::TraceStep>& one,
                      const std::vector<history::TraceStep>& other) {
    return first_difference({one.data(), one.size()}, {other.data(), other.size()});
}

using schedule::EventKind;
const char objects[4] = {};

TEST(Difference, is_the_first_step_with_another_thread_or_kind_or_place) {
    const auto begin = step(0, EventKind::lock, &objects[0]);
    const auto common = step(1, EventKind::lock, &objects[1], &objects[0]);
    for (const auto& other : {step(2, EventKind::lock, &objects[1], &objects[0]),
                              step(1, EventKind::unlock, &objects[1], &objects[0]),
                              step(1, EventKind::lock, &objects[1], &objects[2])}) {
        const Difference found = difference({begin, common}, {begin, other});
        EXPECT_EQ(found.step, 1U);
        EXPECT_FALSE(found.moved);
    }
}

TEST(Difference, is_no_object_that_lies_elsewhere) {
    const Difference found =
        difference({step(0, EventKind::lock, &objects[0]), step(1, EventKind::lock, &objects[0])},
                   {step(0, EventKind::lock, &objects[1]), step(1, EventKind::lock, &objects[1])});
    EXPECT_EQ(found.step, 2U);
    EXPECT_TRUE(found.moved);
}

TEST(Difference, is_another_object_in_the_same_place) {
    const Difference found =
        difference({step(0, EventKind::lock, &objects[0]), step(1, EventKind::lock, &objects[0])},
                   {step(0, EventKind::lock, &objects[0]), step(1, EventKind::lock, &objects[1])});
    EXPECT_EQ(found.step, 1U);
    EXPECT_FALSE(found.moved);
}

TEST(Difference, is_where_one_ends_and_the_other_does_not) {
    const auto common = step(0, EventKind::lock, &objects[0]);
    EXPECT_EQ(difference({common}, {common, common}).step, 1U);
}

TEST(Sample, is_below_two_in_a_hundred) {
    Task task;
    task.repetitions = Repetition::sample;
    for (const unsigned executions : {10u, 99u, 100u, 500u, 1'000u, 20'000u}) {
        unsigned repeated = 0;
        for (unsigned i = 1; i <= executions; ++i)
            repeated += in_sample(task, i, i == executions ? Stage::ends : Stage::goes_on) ? 1 : 0;
        EXPECT_LE(repeated * Agreement::at_first * 50, executions);
        EXPECT_EQ(repeated != 0, executions >= 100) << executions;
    }
    EXPECT_TRUE(in_sample(task, 3, Stage::seeks_no_more));
}

}  // namespace
}  // namespace contend::worker
