// A wait with a predicate survives every order of notification and wait.
#include <contend/gtest.hpp>

#include <condition_variable>
#include <mutex>
#include <thread>

CONTEND_TEST(Litmus, ConditionVariable) {
    return contend::body([] {
        std::mutex mutex;
        std::condition_variable changed;
        int stock = 0;
        const auto take = [&] {
            std::unique_lock lock(mutex);
            changed.wait(lock, [&] { return stock > 0; });
            --stock;
        };
        std::thread first(take);
        std::thread second(take);
        for (int i = 0; i < 2; ++i) {
            const std::lock_guard lock(mutex);
            ++stock;
            changed.notify_one();
        }
        first.join();
        second.join();
        EXPECT_EQ(stock, 0);
    });
}
