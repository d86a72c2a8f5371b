// Whoever inherits it from a dead owner and does not repair makes it useless for all.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <cerrno>
#include <thread>

namespace {

pthread_mutex_t make_robust() {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_t mutex;
    pthread_mutex_init(&mutex, &attributes);
    return mutex;
}

}  // namespace

CONTEND_TEST(Litmus, RobustMutexNotRecovered) {
    return contend::body([] {
        pthread_mutex_t mutex = make_robust();
        std::thread ends([&] { EXPECT_EQ(pthread_mutex_lock(&mutex), 0); });
        ends.join();
        EXPECT_EQ(pthread_mutex_lock(&mutex), EOWNERDEAD);
        std::thread waits([&] { EXPECT_EQ(pthread_mutex_lock(&mutex), ENOTRECOVERABLE); });
        EXPECT_EQ(pthread_mutex_unlock(&mutex), 0);
        waits.join();
        EXPECT_EQ(pthread_mutex_trylock(&mutex), ENOTRECOVERABLE);
    });
}
