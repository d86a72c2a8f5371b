// Two threads come to a barrier for three.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <thread>

CONTEND_TEST(Litmus, PosixBarrierTooFew) {
    return contend::body([] {
               pthread_barrier_t barrier;
               pthread_barrier_init(&barrier, nullptr, 3);
               std::thread first([&] { pthread_barrier_wait(&barrier); });
               std::thread second([&] { pthread_barrier_wait(&barrier); });
               first.join();
               second.join();
           })
        .expect("deadlock");
}
