// A spin lock: who spins lets the owner run, so it is no livelock.
#include <contend/gtest.hpp>

#include <atomic>
#include <thread>

CONTEND_TEST(Litmus, SpinLock) {
    return contend::body([] {
        std::atomic_flag flag = ATOMIC_FLAG_INIT;
        int number = 0;
        const auto increment = [&] {
            while (flag.test_and_set(std::memory_order_acquire)) {
            }
            ++number;
            flag.clear(std::memory_order_release);
        };
        std::thread first(increment);
        std::thread second(increment);
        first.join();
        second.join();
        EXPECT_EQ(number, 2);
    });
}
