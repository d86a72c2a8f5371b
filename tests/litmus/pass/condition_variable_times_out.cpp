// Nobody notifies. The minute is virtual: this takes microseconds.
#include <contend/gtest.hpp>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;

CONTEND_TEST(Litmus, ConditionVariableTimesOut) {
    return contend::body([] {
        std::thread waiter([] {
            std::mutex mutex;
            std::condition_variable never;
            std::unique_lock lock(mutex);
            const auto start = std::chrono::steady_clock::now();
            EXPECT_EQ(never.wait_for(lock, 1min), std::cv_status::timeout);
            EXPECT_GE(std::chrono::steady_clock::now() - start, 1min);
        });
        waiter.join();
    });
}
