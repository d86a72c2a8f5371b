// A std::mutex that its owner locks again.
#include <contend/gtest.hpp>

#include <mutex>
#include <thread>

CONTEND_TEST(Litmus, SelfDeadlock) {
    return contend::body([] {
               std::thread thread([] {
                   std::mutex mutex;
                   mutex.lock();
                   mutex.lock();
               });
               thread.join();
           })
        .expect("deadlock");
}
