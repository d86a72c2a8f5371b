// Sleeping orders nothing and takes no time: an hour passes in microseconds.
#include <contend/gtest.hpp>

#include <atomic>
#include <chrono>
#include <thread>

using namespace std::chrono_literals;

CONTEND_TEST(Litmus, SleepAndYield) {
    return contend::body([] {
        std::atomic<int> number = 0;
        std::thread sleeper([&] {
            const auto start = std::chrono::steady_clock::now();
            std::this_thread::sleep_for(1h);
            EXPECT_GE(std::chrono::steady_clock::now() - start, 1h);
            ++number;
        });
        std::thread yielder([&] {
            std::this_thread::yield();
            ++number;
        });
        sleeper.join();
        yielder.join();
        EXPECT_EQ(number, 2);
    });
}
