// A release store publishes what was written before it to who reads it with acquire.
#include <contend/gtest.hpp>

#include <atomic>
#include <thread>

CONTEND_TEST(Litmus, MessagePassing) {
    return contend::body([] {
        int message = 0;
        std::atomic<bool> ready = false;
        std::thread sender([&] {
            message = 42;
            ready.store(true, std::memory_order_release);
        });
        std::thread receiver([&] {
            if (ready.load(std::memory_order_acquire)) EXPECT_EQ(message, 42);
        });
        sender.join();
        receiver.join();
    });
}
