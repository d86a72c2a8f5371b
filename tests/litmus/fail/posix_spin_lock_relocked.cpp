// The holder locks it again and would spin for ever.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <thread>

CONTEND_TEST(Litmus, PosixSpinLockRelocked) {
    return contend::body([] {
               std::thread thread([] {
                   pthread_spinlock_t lock{};
                   pthread_spin_init(&lock, PTHREAD_PROCESS_PRIVATE);
                   pthread_spin_lock(&lock);
                   pthread_spin_lock(&lock);
               });
               thread.join();
           })
        .expect("deadlock");
}
