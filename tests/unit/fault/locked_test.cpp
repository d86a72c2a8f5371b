// Goal: correct locking is never accused, and ThreadSanitizer's view is as without a guard. Method: threads that run freely,
// ten million operations under each kind of lock (fewer under ThreadSanitizer).
#include <contend/fault.hpp>

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#if defined(__SANITIZE_THREAD__)
#define UNDER_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define UNDER_TSAN 1
#endif
#endif

namespace contend::test {
namespace {

#if defined(UNDER_TSAN)
constexpr int operations = 400000;
#else
constexpr int operations = 10000000;
#endif
constexpr int thread_count = 4;

template <class Mutex, class ReadLock> class Counts {
public:
    void add(int key) {
        const std::unique_lock lock(mutex_);
        const Writing writing(guard_);
        ++counts_[key];
    }

    int of(int key) const {
        const ReadLock lock(mutex_);
        const Reading reading(guard_);
        const auto found = counts_.find(key);
        return found == counts_.end() ? 0 : found->second;
    }

    int total() const {
        const ReadLock lock(mutex_);
        const Iterating iterating(guard_);
        int sum = 0;
        for (const auto& [key, count] : counts_) {
            iterating.step();
            sum += count;
        }
        return sum;
    }

private:
    mutable Mutex mutex_;
    AccessGuard guard_;
    std::unordered_map<int, int> counts_;
};

// One in `writes_each` operations writes, one in 64 goes through all.
template <class Container> int run(int writes_each) {
    Container container;
    std::vector<std::thread> threads;
    for (int t = 0; t < thread_count; ++t)
        threads.emplace_back([&container, writes_each, t] {
            for (int i = 0; i < operations / thread_count; ++i)
                if (i % writes_each == 0)
                    container.add((i + t) % 16);
                else if (i % 64 == 1)
                    static_cast<void>(container.total());
                else
                    static_cast<void>(container.of(i % 16));
        });
    for (std::thread& thread : threads) thread.join();
    return container.total();
}

TEST(Locked, by_a_mutex_is_never_accused) {
    using Container = Counts<std::mutex, std::unique_lock<std::mutex>>;
    EXPECT_EQ(run<Container>(2), operations / 2);
}

TEST(Locked, by_a_shared_mutex_is_never_accused) {
    using Container = Counts<std::shared_mutex, std::shared_lock<std::shared_mutex>>;
    EXPECT_EQ(run<Container>(8), operations / 8);
}

#if defined(UNDER_TSAN)

// Two writes that no lock orders, one well after the other: nothing for the guard to see.
TEST(Locked, or_not_a_guard_hides_no_race_from_thread_sanitizer) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_EXIT(
        {
            AccessGuard guard;
            int number = 0;
            std::atomic<bool> written{false};
            std::thread other([&] {
                {
                    const Writing writing(guard);
                    number = 1;
                }
                written.store(true, std::memory_order_relaxed);
            });
            while (!written.load(std::memory_order_relaxed)) std::this_thread::yield();
            {
                const Writing writing(guard);
                number = 2;
            }
            other.join();
            std::exit(number == 2 ? 0 : 1);
        },
        testing::ExitedWithCode(66), "data race");
}

#endif

}  // namespace
}  // namespace contend::test
