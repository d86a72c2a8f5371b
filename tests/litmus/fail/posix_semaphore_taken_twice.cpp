// A semaphore of one, taken twice and never given back.
#include <contend/gtest.hpp>

#include <semaphore.h>
#include <thread>

CONTEND_TEST(Litmus, PosixSemaphoreTakenTwice) {
    return contend::body([] {
               sem_t semaphore;
               sem_init(&semaphore, 0, 1);
               std::thread first([&] { sem_wait(&semaphore); });
               std::thread second([&] { sem_wait(&semaphore); });
               first.join();
               second.join();
           })
        .expect("deadlock");
}
