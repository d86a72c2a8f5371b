// A semaphore of one is a lock that another thread may open.
#include <contend/gtest.hpp>

#include <semaphore>
#include <thread>

CONTEND_TEST(Litmus, BinarySemaphore) {
    return contend::body([] {
        std::binary_semaphore given(0);
        int number = 0;
        std::thread giver([&] {
            number = 1;
            given.release();
        });
        std::thread taker([&] {
            given.acquire();
            EXPECT_EQ(number, 1);
        });
        giver.join();
        taker.join();
    });
}
