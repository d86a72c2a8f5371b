// It excludes, and an attempt fails while another has it.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <cerrno>
#include <thread>

CONTEND_TEST(Litmus, PosixSpinLock) {
    return contend::body([] {
        pthread_spinlock_t lock{};
        EXPECT_EQ(pthread_spin_init(&lock, PTHREAD_PROCESS_PRIVATE), 0);
        int number = 0;
        const auto increment = [&] {
            EXPECT_EQ(pthread_spin_lock(&lock), 0);
            ++number;
            EXPECT_EQ(pthread_spin_trylock(&lock), EBUSY);
            EXPECT_EQ(pthread_spin_unlock(&lock), 0);
        };
        std::thread first(increment);
        std::thread second(increment);
        first.join();
        second.join();
        EXPECT_EQ(number, 2);
        EXPECT_EQ(pthread_spin_trylock(&lock), 0);
        EXPECT_EQ(pthread_spin_unlock(&lock), 0);
        EXPECT_EQ(pthread_spin_destroy(&lock), 0);
    });
}
