// One thread writes behind the first barrier what another reads there; the second orders nothing.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <thread>

CONTEND_TEST(Litmus, PosixBarrierWriteBehind) {
    return contend::body([] {
               pthread_barrier_t barrier;
               pthread_barrier_init(&barrier, nullptr, 2);
               int number = 0;
               std::thread writer([&] {
                   pthread_barrier_wait(&barrier);
                   number = 1;
                   pthread_barrier_wait(&barrier);
               });
               std::thread reader([&] {
                   pthread_barrier_wait(&barrier);
                   EXPECT_GE(number, 0);
                   pthread_barrier_wait(&barrier);
               });
               writer.join();
               reader.join();
           })
        .expect("data-race");
}
