// A key that is made once and for ever, as libraries do, serves all executions.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <atomic>
#include <thread>

namespace {

std::atomic<int> destroyed = 0;
pthread_key_t key;

void make_key() {
    pthread_key_create(&key, [](void*) { ++destroyed; });
}

}  // namespace

CONTEND_TEST(Litmus, KeyOutlivesExecution) {
    return contend::body([] {
        static pthread_once_t once = PTHREAD_ONCE_INIT;
        destroyed = 0;
        std::thread user([] {
            pthread_once(&once, make_key);
            EXPECT_EQ(pthread_getspecific(key), nullptr);
            pthread_setspecific(key, &key);
        });
        user.join();
        EXPECT_EQ(destroyed, 1);
    });
}
