// Nobody unlocks what the ended thread had locked.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <mutex>
#include <thread>

CONTEND_TEST(Litmus, PthreadExitLeavesLock) {
    return contend::body([] {
               std::mutex mutex;
               std::thread leaves([&] {
                   mutex.lock();
                   pthread_exit(nullptr);
               });
               leaves.join();
               const std::lock_guard lock(mutex);
           })
        .expect("deadlock");
}
