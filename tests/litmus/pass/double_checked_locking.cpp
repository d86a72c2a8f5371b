// The pointer is published with release and read with acquire.
#include <contend/gtest.hpp>

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

CONTEND_TEST(Litmus, DoubleCheckedLocking) {
    return contend::body([] {
        std::mutex mutex;
        std::unique_ptr<int> owner;
        std::atomic<int*> instance = nullptr;
        const auto use = [&] {
            int* number = instance.load(std::memory_order_acquire);
            if (number == nullptr) {
                const std::lock_guard lock(mutex);
                if (!owner) owner = std::make_unique<int>(42);
                number = owner.get();
                instance.store(number, std::memory_order_release);
            }
            EXPECT_EQ(*number, 42);
        };
        std::thread first(use);
        std::thread second(use);
        first.join();
        second.join();
    });
}
