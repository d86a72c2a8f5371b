// Plain, recursive and timed mutexes of threads.h exclude.
#include <contend/gtest.hpp>

#include <threads.h>
#include <thread>

CONTEND_TEST(Litmus, C11Mutex) {
    return contend::body([] {
        mtx_t mutex;
        EXPECT_EQ(mtx_init(&mutex, mtx_recursive | mtx_timed), thrd_success);
        int number = 0;
        const auto increment = [&] {
            EXPECT_EQ(mtx_lock(&mutex), thrd_success);
            EXPECT_EQ(mtx_trylock(&mutex), thrd_success);
            ++number;
            EXPECT_EQ(mtx_unlock(&mutex), thrd_success);
            EXPECT_EQ(mtx_unlock(&mutex), thrd_success);
        };
        std::thread first(increment);
        std::thread second(increment);
        first.join();
        second.join();
        EXPECT_EQ(number, 2);
        mtx_destroy(&mutex);
    });
}
