// A join that gives up can be repeated, and one that does not wait at all as well.
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
        EXPECT_EQ(pthread_tryjoin_np(thread, nullptr), EBUSY);
        timespec end = in_an_hour(CLOCK_MONOTONIC);
        EXPECT_EQ(pthread_clockjoin_np(thread, nullptr, CLOCK_MONOTONIC, &end), ETIMEDOUT);
        end = in_an_hour(CLOCK_REALTIME);
        void* result = nullptr;
        while (pthread_timedjoin_np(thread, &result, &end) != 0) end = in_an_hour(CLOCK_REALTIME);
        EXPECT_EQ(result, &thread);
    });
}
