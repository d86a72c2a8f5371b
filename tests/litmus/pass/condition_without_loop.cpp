// The wait is not repeated. Without spurious wake-ups, which are off by default, that is enough.
#include <contend/gtest.hpp>

#include <condition_variable>
#include <mutex>
#include <thread>

CONTEND_TEST(Litmus, ConditionWithoutLoop) {
    return contend::body([] {
        std::mutex mutex;
        std::condition_variable done;
        bool finished = false;
        std::thread worker([&] {
            const std::lock_guard lock(mutex);
            finished = true;
            done.notify_one();
        });
        std::unique_lock lock(mutex);
        if (!finished) done.wait(lock);
        EXPECT_TRUE(finished);
        lock.unlock();
        worker.join();
    });
}
