// Whether the time is up first or not is a decision; both ends are right.
#include <contend/gtest.hpp>

#include <chrono>
#include <semaphore>
#include <thread>

CONTEND_TEST(Litmus, SemaphoreTakenInTime) {
    return contend::body([] {
        std::binary_semaphore given(0);
        int number = 0;
        std::thread giver([&] {
            number = 1;
            given.release();
        });
        std::thread taker([&] {
            if (given.try_acquire_for(std::chrono::seconds(1))) EXPECT_EQ(number, 1);
        });
        giver.join();
        taker.join();
    });
}
