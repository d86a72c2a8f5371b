// Goal: what is noted of a lock is what was done with it, from where. Threads here take turns by promises, so that who waits is
// no matter of luck; of times only what must be so is asked.
#include <contend/observe.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <future>
#include <set>
#include <sstream>
#include <thread>
#include <type_traits>

namespace contend {

// With names that the program exports.
[[gnu::noinline]] void observe_test_first(ObservedMutex& mutex) {
    mutex.lock();
    mutex.unlock();
}
[[gnu::noinline]] void observe_test_second(ObservedMutex& mutex) {
    mutex.lock();
    mutex.unlock();
    asm volatile("");
}

namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;
using namespace std::chrono_literals;

/// What is known of a lock by that name.
std::vector<LockUsage> usage_of(const std::string& name) {
    std::vector<LockUsage> all;
    for (const LockUsage& use : lock_usage())
        if (use.lock == name) all.push_back(use);
    return all;
}

LockUsage sum_of(const std::string& name, bool shared = false) {
    LockUsage sum;
    for (const LockUsage& use : usage_of(name)) {
        if (use.shared != shared) continue;
        sum.locked += use.locked;
        sum.contended += use.contended;
        sum.waited += use.waited;
        sum.held += use.held;
    }
    return sum;
}

TEST(Observe, counts_what_is_locked_and_tells_sites_apart) {
    ObservedMutex mutex("two sites");
    for (int i = 0; i < 3; ++i) observe_test_first(mutex);
    for (int i = 0; i < 5; ++i) observe_test_second(mutex);
    const std::vector<LockUsage> sites = usage_of("two sites");
    ASSERT_THAT(sites, SizeIs(2));
    EXPECT_EQ(sites[0].locked, 3U);
    EXPECT_EQ(sites[1].locked, 5U);
    EXPECT_THAT(sites[0].site, HasSubstr("observe_test_first"));
    EXPECT_THAT(sites[1].site, HasSubstr("observe_test_second"));
    EXPECT_EQ(sites[0].contended, 0U);
    EXPECT_EQ(sites[0].waited, 0.0);
}

TEST(Observe, measures_how_long_it_is_held) {
    ObservedMutex mutex("held");
    {
        const std::lock_guard lock(mutex);
        std::this_thread::sleep_for(20ms);
    }
    const std::vector<LockUsage> sites = usage_of("held");
    ASSERT_THAT(sites, SizeIs(1));
    EXPECT_GE(sites[0].held, 0.018);
    EXPECT_LT(sites[0].held, 60.0) << "ticks are not seconds";
    EXPECT_EQ(sites[0].held_most, sites[0].held);
}

// Holds `mutex` until somebody waits for it, or has had all the time to.
template <class Mutex, class Wait> void hold_while(Mutex& mutex, Wait wait) {
    std::promise<void> held;
    std::thread holder([&] {
        mutex.lock();
        held.set_value();
        std::this_thread::sleep_for(500ms);
        mutex.unlock();
    });
    held.get_future().wait();
    wait();
    holder.join();
}

TEST(Observe, knows_who_waited_and_how_long) {
    ObservedMutex mutex("waited for");
    hold_while(mutex, [&] { const std::lock_guard lock(mutex); });
    EXPECT_EQ(sum_of("waited for").locked, 2U);
    EXPECT_EQ(sum_of("waited for").contended, 1U);
    EXPECT_GT(sum_of("waited for").waited, 0.0);
}

TEST(Observe, does_not_count_an_attempt_that_fails) {
    ObservedMutex mutex("tried");
    hold_while(mutex, [&] { EXPECT_FALSE(mutex.try_lock()); });
    EXPECT_EQ(sum_of("tried").locked, 1U);
    EXPECT_TRUE(mutex.try_lock());
    mutex.unlock();
    EXPECT_EQ(sum_of("tried").locked, 2U);
    EXPECT_EQ(sum_of("tried").contended, 0U);
}

TEST(Observe, lets_readers_share_and_writers_wait) {
    ObservedSharedMutex mutex("shared");
    {
        const std::shared_lock first(mutex);
        std::async(std::launch::async, [&] { const std::shared_lock second(mutex); }).get();
        std::this_thread::sleep_for(10ms);
    }
    EXPECT_EQ(sum_of("shared", true).locked, 2U);
    EXPECT_EQ(sum_of("shared", true).contended, 0U);
    EXPECT_GE(sum_of("shared", true).held, 0.009) << "from the first reader to the last";
    hold_while(mutex, [&] { const std::shared_lock lock(mutex); });
    EXPECT_EQ(sum_of("shared", true).contended, 1U);
    EXPECT_EQ(sum_of("shared", false).locked, 1U);
}

TEST(Observe, stands_in_for_the_standards_mutexes) {
    static_assert(!std::is_copy_constructible_v<ObservedMutex>);
    static_assert(!std::is_copy_constructible_v<ObservedSharedMutex>);
    ObservedMutex first("stands in");
    ObservedMutex second("stands in");
    {
        const std::scoped_lock both(first, second);
    }
    std::condition_variable_any condition;
    bool ready = false;
    std::thread other([&] {
        const std::lock_guard lock(first);
        ready = true;
        condition.notify_one();
    });
    {
        std::unique_lock lock(first);
        condition.wait(lock, [&] { return ready; });
    }
    other.join();
    EXPECT_GE(sum_of("stands in").locked, 4U) << "of one name, counted together";
}

TEST(Observe, remembers_locks_that_are_gone) {
    for (int i = 0; i < 4; ++i) {
        ObservedMutex mutex("gone");
        const std::lock_guard lock(mutex);
    }
    EXPECT_EQ(sum_of("gone").locked, 4U);
}

// Each call of this template is a place of its own.
template <int number> [[gnu::noinline]] void lock_here(ObservedMutex& mutex) {
    mutex.lock();
    mutex.unlock();
    asm volatile("" : : "i"(number));
}

template <int... numbers>
void lock_at_all(ObservedMutex& mutex, std::integer_sequence<int, numbers...>) {
    (lock_here<numbers>(mutex), ...);
}

TEST(Observe, counts_what_comes_after_fifteen_sites_together) {
    ObservedMutex mutex("many sites");
    lock_at_all(mutex, std::make_integer_sequence<int, 20>());
    EXPECT_EQ(sum_of("many sites").locked, 20U);
    const std::vector<LockUsage> sites = usage_of("many sites");
    const auto other = std::find_if(sites.begin(), sites.end(),
                                    [](const LockUsage& use) { return use.site == "other"; });
    ASSERT_NE(other, sites.end());
    EXPECT_EQ(other->locked, 5U);
}

TEST(Observe, counts_right_while_many_threads_lock) {
    constexpr std::uint64_t times = 20'000;
    ObservedMutex mutex("stormed");
    ObservedSharedMutex shared("stormed, shared");
    std::uint64_t value = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (std::uint64_t j = 0; j < times; ++j) {
                {
                    const std::lock_guard lock(mutex);
                    ++value;
                }
                const std::shared_lock lock(shared);
                if (j % 1000 == 0) lock_usage();
            }
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(value, 4 * times);
    EXPECT_EQ(sum_of("stormed").locked, 4 * times);
    EXPECT_LE(sum_of("stormed").contended, 4 * times);
    EXPECT_EQ(sum_of("stormed, shared", true).locked, 4 * times);
    EXPECT_EQ(sum_of("stormed, shared", true).contended, 0U);
}

TEST(LockTable, has_a_line_a_site_and_numbers_below_their_headings) {
    ObservedMutex mutex("in the table");
    observe_test_first(mutex);
    std::ostringstream out;
    write_lock_table(out);
    std::istringstream lines(out.str());
    std::string heading;
    std::getline(lines, heading);
    EXPECT_THAT(heading, testing::StartsWith("lock "));
    EXPECT_THAT(heading, testing::ContainsRegex("holding +at most$"));
    std::set<std::size_t> lengths = {heading.size()};
    std::string found;
    for (std::string line; std::getline(lines, line);) {
        lengths.insert(line.size());
        if (line.rfind("in the table", 0) == 0) found = line;
    }
    EXPECT_THAT(found, HasSubstr("exclusive"));
    EXPECT_THAT(found, HasSubstr("observe_test_first"));
    EXPECT_THAT(lengths, SizeIs(1));
}

}  // namespace
}  // namespace contend
