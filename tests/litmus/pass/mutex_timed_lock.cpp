// The lock is free after a second of virtual time at most, which is far less than the hour to wait.
#include <contend/gtest.hpp>

#include <chrono>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;

CONTEND_TEST(Litmus, MutexTimedLock) {
    return contend::body([] {
        std::timed_mutex mutex;
        int number = 0;
        std::thread owner([&] {
            const std::lock_guard lock(mutex);
            std::this_thread::sleep_for(1s);
            ++number;
        });
        std::thread patient([&] {
            const std::unique_lock lock(mutex, 1h);
            if (lock) ++number;
        });
        owner.join();
        patient.join();
        EXPECT_GE(number, 1);
    });
}
