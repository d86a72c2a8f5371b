// That a wait may end spuriously is no reason to rely on it: spurious wake-ups are on here.
#include <contend/gtest.hpp>

#include <condition_variable>
#include <mutex>
#include <thread>

CONTEND_TEST(Litmus, LostWakeupDespiteSpurious) {
    return contend::body([] {
               std::mutex mutex;
               std::condition_variable done;
               bool finished = false;
               std::thread worker([&] {
                   done.notify_one();
                   const std::lock_guard lock(mutex);
                   finished = true;
               });
               std::unique_lock lock(mutex);
               while (!finished) done.wait(lock);
               lock.unlock();
               worker.join();
           })
        .expect("lost-wakeup");
}
