// A writer that gives up lets the readers in that waited for it alone.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <cerrno>
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

CONTEND_TEST(Litmus, SharedLockWritersFirst) {
    return contend::body([] {
        pthread_rwlock_t lock = writers_first();
        EXPECT_EQ(pthread_rwlock_rdlock(&lock), 0);
        std::thread writer([&] {
            const timespec past{1, 0};
            EXPECT_EQ(pthread_rwlock_timedwrlock(&lock, &past), ETIMEDOUT);
        });
        std::thread reader([&] {
            EXPECT_EQ(pthread_rwlock_rdlock(&lock), 0);
            EXPECT_EQ(pthread_rwlock_unlock(&lock), 0);
        });
        reader.join();
        writer.join();
        EXPECT_EQ(pthread_rwlock_unlock(&lock), 0);
    });
}
