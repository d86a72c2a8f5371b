// The thread that is told so frees the barrier although the other may not have left it yet.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <memory>
#include <thread>

CONTEND_TEST(Litmus, PosixBarrierFreedByOne) {
    return contend::body([] {
        auto barrier = std::make_unique<pthread_barrier_t>();
        pthread_barrier_init(barrier.get(), nullptr, 2);
        int number = 0;
        const auto meet = [&](pthread_barrier_t* at) {
            if (pthread_barrier_wait(at) != PTHREAD_BARRIER_SERIAL_THREAD) return;
            EXPECT_EQ(pthread_barrier_destroy(at), 0);
            barrier.reset();
        };
        std::thread writer([&, at = barrier.get()] {
            number = 1;
            meet(at);
        });
        std::thread reader([&, at = barrier.get()] {
            meet(at);
            EXPECT_EQ(number, 1);
        });
        writer.join();
        reader.join();
    });
}
