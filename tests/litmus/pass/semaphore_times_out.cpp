// Nobody gives, so the second is up before anything is taken. It is virtual.
#include <contend/gtest.hpp>

#include <chrono>
#include <semaphore>
#include <thread>

CONTEND_TEST(Litmus, SemaphoreTimesOut) {
    return contend::body([] {
        std::thread waiter([] {
            std::counting_semaphore<> given(0);
            const auto start = std::chrono::steady_clock::now();
            EXPECT_FALSE(given.try_acquire_for(std::chrono::seconds(1)));
            EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::seconds(1));
            EXPECT_FALSE(given.try_acquire());
            EXPECT_FALSE(given.try_acquire_until(std::chrono::system_clock::now() +
                                                 std::chrono::seconds(1)));
        });
        waiter.join();
    });
}
