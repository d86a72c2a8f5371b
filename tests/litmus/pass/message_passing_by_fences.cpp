// Two fences make a pair of relaxed accesses as good as release and acquire.
#include <contend/gtest.hpp>

#include <atomic>
#include <thread>

CONTEND_TEST(Litmus, MessagePassingByFences) {
    return contend::body([] {
        std::atomic<int> message = 0;
        std::atomic<bool> ready = false;
        std::thread sender([&] {
            message.store(42, std::memory_order_relaxed);
            std::atomic_thread_fence(std::memory_order_release);
            ready.store(true, std::memory_order_relaxed);
        });
        std::thread receiver([&] {
            if (!ready.load(std::memory_order_relaxed)) return;
            std::atomic_thread_fence(std::memory_order_acquire);
            EXPECT_EQ(message.load(std::memory_order_relaxed), 42);
        });
        sender.join();
        receiver.join();
    });
}
