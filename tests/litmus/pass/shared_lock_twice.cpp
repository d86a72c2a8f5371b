// A reader enters again although a writer waits: by default readers come first.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <thread>

CONTEND_TEST(Litmus, SharedLockTwice) {
    return contend::body([] {
        pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
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
    });
}
