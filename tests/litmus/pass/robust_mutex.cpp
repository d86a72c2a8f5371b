// An owner ends and keeps the mutex: the next one is told so, sees all it did, and repairs.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <cerrno>
#include <thread>

namespace {

pthread_mutex_t robust_mutex() {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_t mutex;
    pthread_mutex_init(&mutex, &attributes);
    return mutex;
}

}  // namespace

CONTEND_TEST(Litmus, RobustMutex) {
    return contend::body([] {
        pthread_mutex_t mutex = robust_mutex();
        int number = 0;
        const auto add_and_end = [&] {
            const int error = pthread_mutex_lock(&mutex);
            EXPECT_EQ(error, number == 0 ? 0 : EOWNERDEAD);
            if (error == EOWNERDEAD) {
                EXPECT_EQ(pthread_mutex_consistent(&mutex), 0);
            }
            ++number;
        };
        std::thread first(add_and_end);
        std::thread second(add_and_end);
        first.join();
        second.join();
        EXPECT_EQ(number, 2);
        EXPECT_EQ(pthread_mutex_trylock(&mutex), EOWNERDEAD);
        EXPECT_EQ(pthread_mutex_consistent(&mutex), 0);
        EXPECT_EQ(pthread_mutex_unlock(&mutex), 0);
    });
}
