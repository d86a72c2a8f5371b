// A reader that wants to write waits for all readers to let go: for itself too.
#include <contend/gtest.hpp>

#include <shared_mutex>
#include <thread>

CONTEND_TEST(Litmus, SharedLockUpgrade) {
    return contend::body([] {
               std::shared_mutex mutex;
               std::thread upgrader([&] {
                   mutex.lock_shared();
                   mutex.lock();
               });
               upgrader.join();
           })
        .expect("deadlock");
}
