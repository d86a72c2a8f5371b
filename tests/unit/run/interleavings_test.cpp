// Goal: every strategy counts the interleavings that there are, as the exhaustive one does, in all its workers together; and says
// what is still to come, by estimators whose figures can be worked out by hand.
#include <contend/run/interleavings.hpp>

#include <contend/base/random.hpp>

#include <unit/run/exploring.hpp>

#include <gmock/gmock.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace contend::run {
namespace {

using contend::explore;
using test::run_threads;
using ::testing::HasSubstr;
using ::testing::Not;

std::uint64_t hash(std::uint64_t number) { return base::mix(number); }

TEST(Interleavings, are_counted_by_how_often_they_came) {
    const Interleavings interleavings(100);
    for (std::uint64_t number = 1; number <= 5; ++number)
        for (std::uint64_t i = 0; i < number; ++i) interleavings.counts()->add(hash(number));
    const Coverage coverage = interleavings.coverage();
    EXPECT_EQ(coverage.interleavings, 5U);
    EXPECT_EQ(coverage.executions, 15U);
    EXPECT_EQ(coverage.once, 1U);
    EXPECT_EQ(coverage.twice, 1U);
    EXPECT_FALSE(coverage.at_least);
}

TEST(Interleavings, have_room_for_as_many_as_there_are_executions) {
    const Interleavings interleavings(20'000);
    for (std::uint64_t number = 0; number < 20'000; ++number)
        interleavings.counts()->add(hash(number));
    EXPECT_EQ(interleavings.coverage().interleavings, 20'000U);
    EXPECT_FALSE(interleavings.coverage().at_least);
}

TEST(Interleavings, that_find_no_room_make_the_count_a_lower_bound_without_estimates) {
    const Interleavings interleavings(1);
    for (std::uint64_t number = 0; number < 10'000; ++number)
        interleavings.counts()->add(hash(number));
    const Coverage coverage = interleavings.coverage();
    EXPECT_TRUE(coverage.at_least);
    EXPECT_GT(coverage.interleavings, 500U);
    EXPECT_LT(coverage.interleavings, 10'000U);
    EXPECT_FALSE(coverage.new_probability());
    EXPECT_FALSE(coverage.interleavings_estimate());
}

// Threads in place of processes: what they share is memory.
TEST(Interleavings, of_several_workers_at_once_are_counted_together) {
    const Interleavings interleavings(10'000);
    std::vector<std::thread> workers;
    for (unsigned worker = 0; worker < 4; ++worker)
        workers.emplace_back([&] {
            for (std::uint64_t number = 0; number < 1'000; ++number)
                interleavings.counts()->add(hash(number));
        });
    for (std::thread& worker : workers) worker.join();
    const Coverage coverage = interleavings.coverage();
    EXPECT_EQ(coverage.interleavings, 1'000U);
    EXPECT_EQ(coverage.executions, 4'000U);
    EXPECT_EQ(coverage.once + coverage.twice, 0U);
}

TEST(Coverage, is_estimated_from_what_came_once_and_twice) {
    const Coverage coverage{.interleavings = 30, .executions = 50, .once = 20, .twice = 4};
    EXPECT_DOUBLE_EQ(*coverage.new_probability(), 20.0 / 50);
    EXPECT_EQ(*coverage.interleavings_estimate(), 30U + 20 * 19 / (2 * 5));
}

TEST(Coverage, is_complete_when_nothing_came_only_once) {
    const Coverage coverage{.interleavings = 6, .executions = 500, .twice = 1};
    EXPECT_EQ(*coverage.new_probability(), 0.0);
    EXPECT_EQ(*coverage.interleavings_estimate(), 6U);
}

// A hundred equally likely interleavings: what is predicted is what then comes.
TEST(Coverage, predicts_how_often_the_next_is_new) {
    base::Random random(1);
    const Interleavings interleavings(1'000);
    const auto draw = [&] { interleavings.counts()->add(hash(random.below(100))); };
    for (int i = 0; i < 150; ++i) draw();
    const Coverage before = interleavings.coverage();
    // In truth 0.99^150 = 0.22 of all draws are new; the estimate's standard deviation is below 0.05.
    EXPECT_NEAR(*before.new_probability(), 0.22, 0.15);
    EXPECT_NEAR(static_cast<double>(*before.interleavings_estimate()), 100.0, 30.0);
}

class Counting : public test::ExploringTest {
protected:
    void use_strategy(const std::string& strategy, std::uint64_t executions = 3'000) {
        options_.strategy = strategy;
        options_.executions = executions;
        options_.budget = 0;
        use();
    }

    template <class Body> std::uint64_t interleavings(const std::string& strategy, Body body) {
        use_strategy(strategy);
        const Result result = explore(body);
        EXPECT_TRUE(result.passed()) << result;
        EXPECT_EQ(result.report().stats.exhausted,
                  strategy == "exhaustive" || strategy == "portfolio");
        return result.report().stats.interleavings;
    }

    template <class Body> void expect_all_seen(Body body) {
        const std::uint64_t all = interleavings("exhaustive", body);
        for (const char* strategy : {"random", "pct", "pos", "portfolio"})
            EXPECT_EQ(interleavings(strategy, body), all) << strategy;
    }
};

TEST_F(Counting, of_updates_agrees_with_every_interleaving) {
    expect_all_seen([] {
        std::atomic<int> counter = 0;
        run_threads(2, [&](unsigned) {
            ++counter;
            ++counter;
        });
    });
}

TEST_F(Counting, of_reads_agrees_with_every_interleaving) {
    expect_all_seen([] {
        std::atomic<int> value = 0;
        run_threads(4, [&](unsigned i) {
            if (i == 0)
                value = 1;
            else
                value.load();
        });
    });
}

TEST_F(Counting, of_critical_sections_agrees_with_every_interleaving) {
    expect_all_seen([] {
        std::mutex mutex;
        int value = 0;
        run_threads(3, [&](unsigned) {
            const std::lock_guard lock(mutex);
            ++value;
        });
    });
}

// Who is ready signals before the other thread is created, or before that one looks, or while it waits. The exhaustive strategy
// counts orders of joins besides.
TEST_F(Counting, of_condition_variables_counts_what_threads_can_tell_apart) {
    const auto body = [] {
        std::mutex mutex;
        std::condition_variable changed;
        bool ready = false;
        run_threads(2, [&](unsigned i) {
            std::unique_lock lock(mutex);
            if (i == 0) {
                ready = true;
                changed.notify_one();
            } else {
                changed.wait(lock, [&] { return ready; });
            }
        });
    };
    for (const char* strategy : {"random", "pct", "pos"})
        EXPECT_EQ(interleavings(strategy, body), 3U) << strategy;
    EXPECT_GE(interleavings("exhaustive", body), 3U);
    EXPECT_EQ(interleavings("portfolio", body), interleavings("exhaustive", body));
}

TEST_F(Counting, finds_one_interleaving_where_nothing_depends_on_anything) {
    expect_all_seen([] {
        std::atomic<int> counters[4] = {};
        run_threads(4, [&](unsigned i) { ++counters[i]; });
    });
}

TEST_F(Counting, says_that_little_is_new_when_all_has_been_seen) {
    use_strategy("surw");
    const Result result = explore([] {
        std::atomic<int> counter = 0;
        run_threads(2, [&](unsigned) { ++counter; });
    });
    EXPECT_EQ(*result.report().stats.new_probability, 0.0);
    EXPECT_EQ(*result.report().stats.interleavings_estimate, 2U);
    EXPECT_THAT(result.text(), HasSubstr("2 different interleavings; the next would be new with "
                                         "probability below 0.0001"));
}

TEST_F(Counting, says_that_much_is_new_when_there_is_much) {
    use_strategy("random", 500);
    const Result result = explore([] {
        std::atomic<int> counter = 0;
        run_threads(4, [&](unsigned) {
            for (int i = 0; i < 5; ++i) ++counter;
        });
    });
    EXPECT_GT(result.report().stats.interleavings, 300U);
    EXPECT_GT(*result.report().stats.new_probability, 0.5);
    EXPECT_GT(*result.report().stats.interleavings_estimate, 500U);
}

// Of a scenario with one call there is one interleaving; there are two calls to draw.
TEST_F(Counting, tells_scenarios_apart) {
    use_strategy("portfolio", 5'000);
    const auto one_call =
        spec<std::atomic<int>>()
            .operation("load", [](std::atomic<int>& value) { return value.load(); })
            .operation("add", [](std::atomic<int>& value) { ++value; })
            .threads(1)
            .operations_per_thread(1);
    const Result result = explore(one_call);
    EXPECT_TRUE(result.passed()) << result;
    EXPECT_EQ(result.report().stats.interleavings, 2U) << result;
}

TEST_F(Counting, is_left_out_where_threads_run_freely) {
    use_strategy("parallel", 20);
    const Result result = explore([] { run_threads(2, [](unsigned) {}); });
    EXPECT_EQ(result.report().stats.interleavings, 0U);
    EXPECT_THAT(result.text(), Not(HasSubstr("different")));
}

}  // namespace
}  // namespace contend::run
