// Goal: the strategy `exhaustive` executes every Mazurkiewicz trace once, says so, and finds what only one of them shows. The
// numbers are known from combinatorics, or from the papers named.
#include <unit/run/exploring.hpp>

#include <gmock/gmock.h>

#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace contend::run {
namespace {

using contend::explore;
using report::Kind;
using test::run_threads;
using ::testing::HasSubstr;

class Everything : public test::ExploringTest {
protected:
    void SetUp() override {
        test::ExploringTest::SetUp();
        options_.strategy = "exhaustive";
        options_.executions = 0;
        options_.budget = 0;
        use();
    }
};

void expect_traces(const Result& result, std::uint64_t traces) {
    EXPECT_TRUE(result.passed()) << result;
    EXPECT_TRUE(result.report().stats.exhausted) << result;
    EXPECT_EQ(result.report().stats.interleavings, traces) << result;
}

void two_increments_each(unsigned threads) {
    std::atomic<int> counter = 0;
    run_threads(threads, [&](unsigned) {
        ++counter;
        ++counter;
    });
}

// All updates of one counter are dependent, so every order of them is a trace of its own: (2n)! / 2^n.
TEST_F(Everything, is_every_order_of_dependent_events) {
    expect_traces(explore([] { two_increments_each(2); }), 6);
    expect_traces(explore([] { two_increments_each(3); }), 90);
    expect_traces(explore([] { two_increments_each(4); }), 2'520);
}

TEST_F(Everything, is_one_interleaving_where_nothing_depends_on_anything) {
    expect_traces(explore([] {
                      std::atomic<int> counters[4] = {};
                      run_threads(4, [&](unsigned i) {
                          ++counters[i];
                          ++counters[i];
                      });
                  }),
                  1);
}

// Readers commute: where the writer comes among the n reads, one by one, is all that matters.
TEST_F(Everything, lets_reads_commute) {
    expect_traces(explore([] {
                      std::atomic<int> value = 0;
                      run_threads(4, [&](unsigned i) {
                          if (i == 0)
                              value = 1;
                          else
                              value.load();
                      });
                  }),
                  8);
}

// Critical sections come in any order: n!.
TEST_F(Everything, counts_critical_sections_once_per_order) {
    expect_traces(explore([] {
                      std::mutex mutex;
                      int value = 0;
                      run_threads(4, [&](unsigned) {
                          const std::lock_guard lock(mutex);
                          ++value;
                      });
                  }),
                  24);
}

// lastzero(n), Abdulla et al., POPL 2014, table 1: a reader seeks the last zero that n writers overwrite from their left neighbour.
void last_zero(unsigned writers) {
    std::vector<std::atomic<int>> array(writers + 1);
    run_threads(writers + 1, [&](unsigned i) {
        if (i == 0) {
            unsigned at = writers;
            while (array[at].load() != 0) --at;
        } else {
            array[i] = array[i - 1].load() + 1;
        }
    });
}

TEST_F(Everything, is_what_is_published_for_last_zero) {
    expect_traces(explore([] { last_zero(5); }), 64);
    expect_traces(explore([] { last_zero(7); }), 320);
}

TEST_F(Everything, finds_the_one_order_that_fails) {
    const Result result = explore([] {
        std::atomic<int> counter = 0;
        run_threads(2, [&](unsigned) { counter = counter + 1; });
        if (counter != 2) std::abort();
    });
    ASSERT_EQ(result.report().findings.size(), 1u) << result;
    EXPECT_EQ(result.report().findings[0].kind, Kind::crash);
    EXPECT_FALSE(result.report().findings[0].token.empty());
}

TEST_F(Everything, leaves_the_rest_to_the_portfolio_where_it_is_too_much) {
    options_.executions = 100;
    use();
    const Result result = explore([] { run_threads(20, [](unsigned) {}); });
    EXPECT_TRUE(result.passed()) << result;
    EXPECT_FALSE(result.report().stats.exhausted);
    EXPECT_EQ(result.report().stats.executions, 100u);
}

TEST_F(Everything, finds_a_deadlock_of_two_locks) {
    const Result result = explore([] {
        std::mutex left;
        std::mutex right;
        run_threads(2, [&](unsigned i) {
            const std::lock_guard first(i == 0 ? left : right);
            const std::lock_guard second(i == 0 ? right : left);
        });
    });
    ASSERT_FALSE(result.report().findings.empty()) << result;
    EXPECT_EQ(result.report().findings[0].kind, Kind::deadlock) << result;
}

TEST_F(Everything, ends_with_condition_variables) {
    const Result result = explore([] {
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
    });
    EXPECT_TRUE(result.passed()) << result;
    EXPECT_TRUE(result.report().stats.exhausted) << result;
    EXPECT_THAT(result.text(), HasSubstr("verified"));
}

TEST_F(Everything, ends_with_loops_that_spin) {
    const Result result = explore([] {
        std::atomic<bool> ready = false;
        run_threads(2, [&](unsigned i) {
            if (i == 0)
                ready = true;
            else
                while (!ready) std::this_thread::yield();
        });
    });
    EXPECT_TRUE(result.passed()) << result;
    EXPECT_TRUE(result.report().stats.exhausted) << result;
}

}  // namespace
}  // namespace contend::run
