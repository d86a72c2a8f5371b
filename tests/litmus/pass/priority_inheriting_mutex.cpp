// The priority protocol changes nothing here: it excludes.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <thread>

namespace {

pthread_mutex_t inheriting_mutex() {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setprotocol(&attributes, PTHREAD_PRIO_INHERIT);
    pthread_mutex_t mutex;
    pthread_mutex_init(&mutex, &attributes);
    return mutex;
}

}  // namespace

CONTEND_TEST(Litmus, PriorityInheritingMutex) {
    return contend::body([] {
        pthread_mutex_t mutex = inheriting_mutex();
        int number = 0;
        const auto increment = [&] {
            EXPECT_EQ(pthread_mutex_lock(&mutex), 0);
            ++number;
            EXPECT_EQ(pthread_mutex_unlock(&mutex), 0);
        };
        std::thread first(increment);
        std::thread second(increment);
        first.join();
        second.join();
        EXPECT_EQ(number, 2);
    });
}
