// The notification may come before the wait, which then lasts for ever: there is no predicate.
#include <contend/gtest.hpp>

#include <condition_variable>
#include <mutex>
#include <thread>

CONTEND_TEST(Litmus, LostWakeup) {
    return contend::body([] {
               std::mutex mutex;
               std::condition_variable done;
               std::thread worker([&] { done.notify_one(); });
               {
                   std::unique_lock lock(mutex);
                   done.wait(lock);
               }
               worker.join();
           })
        .expect("lost-wakeup");
}
