// A semaphore lets two in: it does not exclude.
#include <contend/gtest.hpp>

#include <semaphore.h>
#include <thread>

CONTEND_TEST(Litmus, PosixSemaphoreOfTwo) {
    return contend::body([] {
               sem_t semaphore;
               sem_init(&semaphore, 0, 2);
               int number = 0;
               const auto increment = [&] {
                   sem_wait(&semaphore);
                   ++number;
                   sem_post(&semaphore);
               };
               std::thread first(increment);
               std::thread second(increment);
               first.join();
               second.join();
           })
        .expect("data-race");
}
