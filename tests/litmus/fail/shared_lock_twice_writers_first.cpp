// The reader holds the lock, the writer waits for it, and the reader may not enter a second time.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <thread>

namespace {

pthread_rwlock_t writers_first() {
    pthread_rwlockattr_t attributes;
    pthread_rwlockattr_init(&attributes);
    pthread_rwlockattr_setkind_np(&attributes, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
    pthread_rwlock_t lock;
    pthread_rwlock_init(&lock, &attributes);
    return lock;
}

}  // namespace

CONTEND_TEST(Litmus, SharedLockTwiceWritersFirst) {
    return contend::body([] {
               pthread_rwlock_t lock = writers_first();
               std::thread reader([&] {
                   pthread_rwlock_rdlock(&lock);
                   pthread_rwlock_rdlock(&lock);
                   pthread_rwlock_unlock(&lock);
                   pthread_rwlock_unlock(&lock);
               });
               std::thread writer([&] {
                   pthread_rwlock_wrlock(&lock);
                   pthread_rwlock_unlock(&lock);
               });
               reader.join();
               writer.join();
           })
        .expect("deadlock");
}
