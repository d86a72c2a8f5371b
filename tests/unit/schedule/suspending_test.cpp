// Goal: what suspending.hpp promises. Method: the strategy is asked directly.
#include <contend/schedule/random_walk.hpp>
#include <contend/schedule/suspending.hpp>

#include <unit/schedule/program.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace contend::schedule {
namespace {

struct Asking {
    RandomWalk walk;
    Suspending suspending;

    Strategy& begin(std::uint64_t seed) {
        Strategy& strategy = suspending.suspend_in(walk);
        strategy.begin(seed);
        return strategy;
    }
};

Decision ask_at(Strategy& strategy, Question question, bool promises, unsigned candidates) {
    base::ThreadSet able;
    for (base::ThreadId id = 0; id < candidates; ++id) able.insert(id);
    const base::ThreadSet timed;
    const std::vector<Event> pending(base::threads_max);
    return strategy.pick({.question = question,
                          .current = 0,
                          .fallback = 0,
                          .candidates = &able,
                          .timed = &timed,
                          .pending = pending.data(),
                          .step = 1,
                          .thread_step = 1,
                          .promises = promises});
}

int times_alone(Question question, bool promises, unsigned candidates) {
    Asking asking;
    int times = 0;
    for (std::uint64_t seed = 0; seed < 8'000; ++seed) {
        const Decision decision = ask_at(asking.begin(seed), question, promises, candidates);
        times += decision.alone ? 1 : 0;
        if (decision.alone) EXPECT_EQ(decision.thread, 0);
    }
    return times;
}

// A binomial count of 8,000 tries at 1/8: 1,000, with a deviation of 30. Off by 150 with a probability below 10^-6.
TEST(Suspending, suspends_the_others_at_one_of_eight_points) {
    EXPECT_NEAR(times_alone(Question::go_on, true, 3), 1'000, 150);
    EXPECT_NEAR(times_alone(Question::yield, true, 3), 1'000, 150);
}

TEST(Suspending, suspends_nobody_for_who_promises_nothing_or_can_not_go_on_or_is_alone_anyway) {
    EXPECT_EQ(times_alone(Question::go_on, false, 3), 0);
    EXPECT_EQ(times_alone(Question::blocked, true, 3), 0);
    EXPECT_EQ(times_alone(Question::wake, true, 3), 0);
    EXPECT_EQ(times_alone(Question::go_on, true, 1), 0);
}

TEST(Suspending, decides_as_the_other_strategy_does_where_nobody_promises) {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        RandomWalk walk;
        Asking asking;
        test::Program program({5, 5, 5});
        const auto alone = program.run(walk, seed).order;
        EXPECT_EQ(program.run(asking.suspending.suspend_in(asking.walk), seed).order, alone);
    }
}

}  // namespace
}  // namespace contend::schedule
