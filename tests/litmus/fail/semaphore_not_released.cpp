// The early return keeps the place.
#include <contend/gtest.hpp>

#include <atomic>
#include <semaphore>
#include <thread>

CONTEND_TEST(Litmus, SemaphoreNotReleased) {
    return contend::body([] {
               std::binary_semaphore place(1);
               std::atomic<bool> stop = false;
               std::thread worker([&] {
                   place.acquire();
                   if (stop.load()) return;
                   place.release();
               });
               std::thread stopper([&] {
                   stop.store(true);
                   place.acquire();
                   place.release();
               });
               worker.join();
               stopper.join();
           })
        .expect("lost-wakeup");
}
