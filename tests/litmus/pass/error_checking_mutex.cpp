// A mutex that checks says what is wrong instead of failing: who asks does no harm.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <cerrno>
#include <thread>

namespace {

pthread_mutex_t checking_mutex() {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_t mutex;
    pthread_mutex_init(&mutex, &attributes);
    return mutex;
}

}  // namespace

CONTEND_TEST(Litmus, ErrorCheckingMutex) {
    return contend::body([] {
        pthread_mutex_t mutex = checking_mutex();
        EXPECT_EQ(pthread_mutex_lock(&mutex), 0);
        EXPECT_EQ(pthread_mutex_lock(&mutex), EDEADLK);
        std::thread other([&] {
            EXPECT_EQ(pthread_mutex_unlock(&mutex), EPERM);
            EXPECT_EQ(pthread_mutex_trylock(&mutex), EBUSY);
        });
        other.join();
        EXPECT_EQ(pthread_mutex_unlock(&mutex), 0);
        EXPECT_EQ(pthread_mutex_unlock(&mutex), EPERM);
    });
}
