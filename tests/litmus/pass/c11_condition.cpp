// A condition variable of threads.h, with a predicate.
#include <contend/gtest.hpp>

#include <threads.h>
#include <thread>

CONTEND_TEST(Litmus, C11Condition) {
    return contend::body([] {
        mtx_t mutex;
        cnd_t ready;
        mtx_init(&mutex, mtx_plain);
        EXPECT_EQ(cnd_init(&ready), thrd_success);
        int number = 0;
        std::thread producer([&] {
            mtx_lock(&mutex);
            number = 1;
            EXPECT_EQ(cnd_signal(&ready), thrd_success);
            mtx_unlock(&mutex);
        });
        mtx_lock(&mutex);
        while (number == 0) EXPECT_EQ(cnd_wait(&ready, &mutex), thrd_success);
        const timespec past{1, 0};
        EXPECT_EQ(cnd_timedwait(&ready, &mutex, &past), thrd_timedout);
        mtx_unlock(&mutex);
        producer.join();
        cnd_destroy(&ready);
    });
}
