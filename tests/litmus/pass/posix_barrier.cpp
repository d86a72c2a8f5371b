// What each wrote before the barrier, all may read behind it; one thread of each round is told so.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <array>
#include <thread>

CONTEND_TEST(Litmus, PosixBarrier) {
    return contend::body([] {
        pthread_barrier_t barrier;
        EXPECT_EQ(pthread_barrier_init(&barrier, nullptr, 3), 0);
        std::array<int, 3> numbers{};
        std::array<int, 3> told{};
        const auto work = [&](std::size_t self) {
            for (int round = 1; round <= 2; ++round) {
                numbers[self] = round;
                const bool first = pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD;
                for (const int number : numbers) EXPECT_EQ(number, round);
                const bool second = pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD;
                told[self] += (first ? 1 : 0) + (second ? 1 : 0);
            }
        };
        std::thread first(work, 0);
        std::thread second(work, 1);
        work(2);
        first.join();
        second.join();
        EXPECT_EQ(told[0] + told[1] + told[2], 4);
        EXPECT_EQ(pthread_barrier_destroy(&barrier), 0);
    });
}
