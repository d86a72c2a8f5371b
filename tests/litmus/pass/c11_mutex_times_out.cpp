// Another thread keeps the mutex: an attempt says so, a timed one gives up.
#include <contend/gtest.hpp>

#include <threads.h>
#include <thread>

CONTEND_TEST(Litmus, C11MutexTimesOut) {
    return contend::body([] {
        mtx_t mutex;
        mtx_init(&mutex, mtx_timed);
        EXPECT_EQ(mtx_lock(&mutex), thrd_success);
        std::thread other([&] {
            const timespec past{1, 0};
            EXPECT_EQ(mtx_trylock(&mutex), thrd_busy);
            EXPECT_EQ(mtx_timedlock(&mutex, &past), thrd_timedout);
        });
        other.join();
        EXPECT_EQ(mtx_unlock(&mutex), thrd_success);
    });
}
