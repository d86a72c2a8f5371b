// Nobody looks at what the lock says: the second thread ends up without the lock.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <thread>

namespace {

pthread_mutex_t robust_mutex() {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_t mutex;
    pthread_mutex_init(&mutex, &attributes);
    return mutex;
}

}  // namespace

CONTEND_TEST(Litmus, RobustMutexNotChecked) {
    return contend::body([] {
               pthread_mutex_t mutex = robust_mutex();
               std::thread([&] { pthread_mutex_lock(&mutex); }).join();
               int number = 0;
               const auto increment = [&] {
                   pthread_mutex_lock(&mutex);
                   ++number;
                   pthread_mutex_unlock(&mutex);
               };
               std::thread first(increment);
               std::thread second(increment);
               first.join();
               second.join();
           })
        .expect("data-race");
}
