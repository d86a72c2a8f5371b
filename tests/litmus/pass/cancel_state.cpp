// Nobody cancels anybody: saying whether one could changes nothing.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <thread>

CONTEND_TEST(Litmus, CancelState) {
    return contend::body([] {
        const auto use = [] {
            int before = -1;
            EXPECT_EQ(pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before), 0);
            EXPECT_EQ(before, PTHREAD_CANCEL_ENABLE);
            EXPECT_EQ(pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, &before), 0);
            EXPECT_EQ(before, PTHREAD_CANCEL_DEFERRED);
            std::this_thread::yield();
            pthread_testcancel();
            EXPECT_EQ(pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &before), 0);
            EXPECT_EQ(before, PTHREAD_CANCEL_DISABLE);
        };
        std::thread first(use);
        std::thread second(use);
        first.join();
        second.join();
    });
}
