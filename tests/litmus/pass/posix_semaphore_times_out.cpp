// Nobody posts. The hour is virtual.
#include <contend/gtest.hpp>

#include <semaphore.h>
#include <time.h>
#include <cerrno>

CONTEND_TEST(Litmus, PosixSemaphoreTimesOut) {
    return contend::body([] {
        sem_t semaphore;
        sem_init(&semaphore, 0, 0);
        timespec time{};
        clock_gettime(CLOCK_MONOTONIC, &time);
        time.tv_sec += 3'600;
        EXPECT_EQ(sem_clockwait(&semaphore, CLOCK_MONOTONIC, &time), -1);
        EXPECT_EQ(errno, ETIMEDOUT);
        timespec now{};
        clock_gettime(CLOCK_MONOTONIC, &now);
        EXPECT_GE(now.tv_sec, time.tv_sec);
    });
}
