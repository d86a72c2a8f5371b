// Waiting for a flag in a loop of loads ends, because the other thread gets its turn.
#include <contend/gtest.hpp>

#include <atomic>
#include <thread>

CONTEND_TEST(Litmus, SpinUntilSet) {
    return contend::body([] {
        int number = 0;
        std::atomic<bool> ready = false;
        std::thread waiter([&] {
            while (!ready.load(std::memory_order_acquire)) {
            }
            EXPECT_EQ(number, 1);
        });
        number = 1;
        ready.store(true, std::memory_order_release);
        waiter.join();
    });
}
