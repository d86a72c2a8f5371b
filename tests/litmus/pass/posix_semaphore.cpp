// The one who waits sees what was done before the post, whatever form of waiting it uses.
#include <contend/gtest.hpp>

#include <semaphore.h>
#include <array>
#include <thread>

CONTEND_TEST(Litmus, PosixSemaphore) {
    return contend::body([] {
        sem_t semaphore;
        EXPECT_EQ(sem_init(&semaphore, 0, 0), 0);
        std::array<int, 4> numbers{};
        std::thread producer([&] {
            for (int& number : numbers) {
                number = 1;
                EXPECT_EQ(sem_post(&semaphore), 0);
            }
        });
        const timespec far{4'000'000'000, 0};
        EXPECT_EQ(sem_wait(&semaphore), 0);
        EXPECT_EQ(numbers[0], 1);
        while (sem_timedwait(&semaphore, &far) != 0) continue;
        EXPECT_EQ(numbers[1], 1);
        while (sem_clockwait(&semaphore, CLOCK_MONOTONIC, &far) != 0) continue;
        EXPECT_EQ(numbers[2], 1);
        while (sem_trywait(&semaphore) != 0) continue;
        EXPECT_EQ(numbers[3], 1);
        producer.join();
        EXPECT_EQ(sem_destroy(&semaphore), 0);
    });
}
