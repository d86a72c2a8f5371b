// A join that gives up can be repeated, on either clock, until the thread has ended.
#include <contend/gtest.hpp>

#include <errno.h>
#include <pthread.h>
#include <time.h>
#include <chrono>
#include <thread>

namespace {

void* sleep_long(void* argument) {
    std::this_thread::sleep_for(std::chrono::hours(2));
    return argument;
}

timespec in_an_hour(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    time.tv_sec += 3600;
    return time;
}

}  // namespace

CONTEND_TEST(Litmus, JoinTimesOut) {
    return contend::body([] {
        pthread_t thread{};
        pthread_create(&thread, nullptr, sleep_long, &thread);
        void* result = nullptr;
        timespec end = in_an_hour(CLOCK_MONOTONIC);
        int error = pthread_clockjoin_np(thread, &result, CLOCK_MONOTONIC, &end);
        while (error == ETIMEDOUT) {
            end = in_an_hour(CLOCK_REALTIME);
            error = pthread_timedjoin_np(thread, &result, &end);
        }
        EXPECT_EQ(error, 0);
        EXPECT_EQ(result, &thread);
    });
}
