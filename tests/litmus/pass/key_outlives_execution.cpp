// A key that is made once and for ever, as libraries do, serves all executions.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <atomic>
#include <thread>

namespace {

std::atomic<int> destroyed = 0;
pthread_key_t the_key;

void make_key() {
    pthread_key_create(&the_key, [](void*) { ++destroyed; });
}

}  // namespace

CONTEND_TEST(Litmus, KeyOutlivesExecution) {
    return contend::body([] {
        static pthread_once_t once = PTHREAD_ONCE_INIT;
        destroyed = 0;
        std::thread user([] {
            pthread_once(&once, make_key);
            EXPECT_EQ(pthread_getspecific(the_key), nullptr);
            pthread_setspecific(the_key, &the_key);
        });
        user.join();
        EXPECT_EQ(destroyed, 1);
    });
}
