// A thread ends and keeps the mutex: nobody will ever unlock it.
#include <contend/gtest.hpp>

#include <mutex>
#include <thread>

CONTEND_TEST(Litmus, MutexLeftLocked) {
    return contend::body([] {
               std::mutex mutex;
               std::thread ends([&] { mutex.lock(); });
               std::thread waits([&] { mutex.lock(); });
               ends.join();
               waits.join();
           })
        .expect("deadlock");
}
