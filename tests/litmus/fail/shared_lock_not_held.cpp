// A reader-writer lock is unlocked that nobody holds.
#include <contend/gtest.hpp>

#include <shared_mutex>

CONTEND_TEST(Litmus, SharedLockNotHeld) {
    return contend::body([] {
               std::shared_mutex mutex;
               mutex.lock();
               mutex.unlock();
               mutex.unlock();
           })
        .expect("mutex-misuse");
}
