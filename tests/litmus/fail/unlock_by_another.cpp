// A plain mutex is unlocked by a thread that does not hold it.
#include <contend/gtest.hpp>

#include <mutex>
#include <thread>

CONTEND_TEST(Litmus, UnlockByAnother) {
    return contend::body([] {
               std::mutex mutex;
               mutex.lock();
               std::thread other([&] { mutex.unlock(); });
               other.join();
           })
        .expect("mutex-misuse");
}
