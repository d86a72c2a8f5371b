// Two wait for the same flag and only one of them is told.
#include <contend/gtest.hpp>

#include <condition_variable>
#include <mutex>
#include <thread>

CONTEND_TEST(Litmus, NotifyOneForTwoWaiters) {
    return contend::body([] {
               std::mutex mutex;
               std::condition_variable opened;
               bool open = false;
               const auto enter = [&] {
                   std::unique_lock lock(mutex);
                   opened.wait(lock, [&] { return open; });
               };
               std::thread first(enter);
               std::thread second(enter);
               {
                   const std::lock_guard lock(mutex);
                   open = true;
                   opened.notify_one();
               }
               first.join();
               second.join();
           })
        .expect("lost-wakeup");
}
