// Goal: the strategy `exhaustive` executes every Mazurkiewicz trace once, says so, and finds what only one of them shows. The
// numbers are known from combinatorics, or from the papers named.
#include <unit/run/exploring.hpp>

#include <gmock/gmock.h>

#include <array>
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
        defaults_ = options_;
        defaults_.executions = 20'000;
        options_.strategy = "exhaustive";
        options_.executions = 0;
        options_.budget = 0;
        use();
    }

    run::Options defaults_;
};

// As many executions as traces, times `redundancy` at most.
void expect_traces(const Result& result, std::uint64_t traces, double redundancy = 1) {
    EXPECT_LE(static_cast<double>(result.report().stats.executions),
              static_cast<double>(traces) * redundancy);
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
    expect_traces(explore([] { two_increments_each(5); }), 113'400);
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
    expect_traces(explore([] { last_zero(9); }), 1'536);
    expect_traces(explore([] { last_zero(10); }), 3'328);
    expect_traces(explore([] { last_zero(14); }), 69'632);
}

// Flanagan and Godefroid, POPL 2005, figure 5: threads put four entries each into a hash table of 128, and do not
// collide before the twelfth thread. The executions are 7,328 of 15 threads, 1.8 a trace.
void indexer(unsigned threads) {
    constexpr unsigned size = 128;
    constexpr unsigned entries = 4;
    std::vector<std::atomic<unsigned>> table(size);
    run_threads(threads, [&](unsigned thread) {
        for (unsigned entry = 1; entry <= entries; ++entry) {
            const unsigned value = entry * 11 + thread;
            unsigned hash = value * 7 % size;
            for (unsigned empty = 0; !table[hash].compare_exchange_strong(empty, value); empty = 0)
                hash = (hash + 1) % size;
        }
    });
}

TEST_F(Everything, is_what_is_published_for_the_indexer) {
    expect_traces(explore([] { indexer(11); }), 1);
    expect_traces(explore([] { indexer(12); }), 8);
    expect_traces(explore([] { indexer(15); }), 4'096, 1.9);
}

// The same, figure 6: threads take inodes, and blocks for them, under a lock each; 14 threads share blocks first. That a
// lock is taken shows only to who tries: 449 executions of 20 threads, 3.5 a trace.
void file_system(unsigned threads) {
    constexpr unsigned inodes = 32;
    constexpr unsigned blocks = 26;
    std::array<std::mutex, inodes> inode_locks;
    std::array<std::mutex, blocks> block_locks;
    std::array<unsigned, inodes> inode = {};
    std::array<bool, blocks> busy = {};
    run_threads(threads, [&](unsigned thread) {
        const unsigned i = thread % inodes;
        const std::lock_guard lock(inode_locks[i]);
        if (inode[i] != 0) return;
        for (unsigned b = i * 2 % blocks;; b = (b + 1) % blocks) {
            const std::lock_guard block(block_locks[b]);
            if (busy[b]) continue;
            busy[b] = true;
            inode[i] = b + 1;
            return;
        }
    });
}

TEST_F(Everything, is_what_is_published_for_the_file_system) {
    expect_traces(explore([] { file_system(13); }), 1);
    expect_traces(explore([] { file_system(14); }), 2);
    expect_traces(explore([] { file_system(16); }), 8, 4);
    expect_traces(explore([] { file_system(18); }), 32, 4);
    expect_traces(explore([] { file_system(20); }), 128, 4);
}

// A writer among n readers of the same: where it comes among them is all that matters, 2^n.
void readers_and_a_writer(unsigned readers) {
    std::atomic<int> value = 0;
    run_threads(readers + 1, [&](unsigned i) {
        if (i == 0)
            value = 1;
        else
            value.load();
    });
}

TEST_F(Everything, is_every_choice_of_readers_that_come_before_the_writer) {
    expect_traces(explore([] { readers_and_a_writer(8); }), 256);
    expect_traces(explore([] { readers_and_a_writer(13); }), 8'192);
}

// Philosophers who take the lower fork first: each of the n forks is between two, and who has it first is free, but for the
// two ways in which everybody has to be before the next one around the table: 2^n - 2.
void philosophers(unsigned count) {
    std::vector<std::mutex> forks(count);
    run_threads(count, [&](unsigned i) {
        std::mutex& left = forks[i];
        std::mutex& right = forks[(i + 1) % count];
        const std::lock_guard first(i + 1 == count ? right : left);
        const std::lock_guard second(i + 1 == count ? left : right);
    });
}

TEST_F(Everything, is_every_order_in_which_philosophers_eat) {
    expect_traces(explore([] { philosophers(2); }), 2);
    expect_traces(explore([] { philosophers(3); }), 6);
    expect_traces(explore([] { philosophers(4); }), 14);
    expect_traces(explore([] { philosophers(5); }), 30);
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
    const Result result = explore([] { run_threads(40, [](unsigned) {}); });
    EXPECT_TRUE(result.passed()) << result;
    EXPECT_FALSE(result.report().stats.exhausted);
    EXPECT_EQ(result.report().stats.executions, 100u);
}

// 1,680 orders of three threads' three updates each: more than a scenario's half of 500, less than a quarter of all.
TEST_F(Everything, is_sought_by_default_where_there_is_little) {
    options_ = defaults_;
    use();
    const auto three_updates_each = [] {
        std::atomic<int> counter = 0;
        run_threads(3, [&](unsigned) {
            for (int i = 0; i < 3; ++i) ++counter;
        });
    };
    const Result result = explore(three_updates_each);
    expect_traces(result, 1'680, 2.5);  // the others' are among them
    EXPECT_LT(result.report().stats.executions, 4'000u);
    begin_again();
    EXPECT_EQ(explore(three_updates_each).report().stats.executions,
              result.report().stats.executions);
}

// A loop that spins is taken for one that waits. For lack of proof the portfolio goes on.
TEST_F(Everything, is_not_claimed_by_default_where_threads_spin) {
    options_ = defaults_;
    options_.executions = 2'000;
    use();
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
    EXPECT_FALSE(result.report().stats.exhausted);
    EXPECT_EQ(result.report().stats.executions, 2'000u);
}

TEST_F(Everything, of_scenarios_is_counted_by_default) {
    options_ = defaults_;
    options_.executions = 5'000;
    use();
    const Result result =
        explore(spec<std::atomic<int>>()
                    .operation("add", [](std::atomic<int>& value) { return ++value; })
                    .threads(2)
                    .operations_per_thread(1, 2));
    EXPECT_TRUE(result.passed()) << result;
    const report::Stats& stats = result.report().stats;
    EXPECT_FALSE(stats.exhausted);  // there may be others than were drawn
    EXPECT_EQ(stats.scenarios_exhausted, stats.scenarios);
    EXPECT_GT(stats.scenarios, 10u);  // ten would have taken all executions
    EXPECT_THAT(result.text(), HasSubstr("of them in every interleaving"));
}

// The threads have to take turns, twice each: thread 0, preempted, thread 1, preempted, thread 0 to its end, thread 1.
TEST_F(Everything, within_a_bound_is_what_few_preemptions_show) {
    const auto explore_within = [&](std::uint64_t preemptions) {
        options_.preemptions = preemptions;
        use();
        begin_again();
        return explore([] {
            std::atomic<int> turn = 0;
            run_threads(2, [&](unsigned i) {
                int expected = static_cast<int>(i);
                if (turn.compare_exchange_strong(expected, expected + 1)) {
                    expected = static_cast<int>(i) + 2;
                    if (turn.compare_exchange_strong(expected, expected + 1) && i == 1)
                        std::abort();
                }
            });
        });
    };
    const Result none = explore_within(1);
    EXPECT_TRUE(none.passed()) << none;
    EXPECT_FALSE(none.report().stats.exhausted);
    EXPECT_EQ(none.report().stats.preemption_bound, 1u);
    EXPECT_THAT(none.text(), HasSubstr("every schedule explored with at most 1 preemption: "));
    const Result found = explore_within(2);
    ASSERT_EQ(found.report().findings.size(), 1u) << found;
    EXPECT_EQ(found.report().findings[0].kind, Kind::crash);
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
