// A mutex is destroyed while a thread holds it.
#include <contend/gtest.hpp>

#include <pthread.h>

CONTEND_TEST(Litmus, DestroyWhileLocked) {
    return contend::body([] {
               pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
               pthread_mutex_lock(&mutex);
               EXPECT_NE(pthread_mutex_destroy(&mutex), 0);
           })
        .expect("mutex-misuse");
}
