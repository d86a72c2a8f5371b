// The owner waits for the one that gives up, so nothing but the time-out can end this.
#include <contend/gtest.hpp>

#include <chrono>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;

CONTEND_TEST(Litmus, MutexTimedLockGivesUp) {
    return contend::body([] {
        std::timed_mutex mutex;
        const std::lock_guard lock(mutex);
        std::thread impatient([&] { EXPECT_FALSE(mutex.try_lock_for(1min)); });
        impatient.join();
    });
}
