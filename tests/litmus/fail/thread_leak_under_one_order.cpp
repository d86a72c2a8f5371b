// Whoever comes first is to join the thread; the other one does not look who it was.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <atomic>
#include <thread>

CONTEND_TEST(Litmus, ThreadLeakUnderOneOrder) {
    return contend::body([] {
               std::atomic<bool> stopped = false;
               std::thread* const worker = new std::thread([] {});
               std::thread stopper([&] { stopped = true; });
               if (!stopped) {
                   worker->join();
                   delete worker;
               }
               stopper.join();
           })
        .expect("thread-leak");
}
