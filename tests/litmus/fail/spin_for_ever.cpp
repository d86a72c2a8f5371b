// Nobody sets the flag.
#include <contend/gtest.hpp>

#include <atomic>
#include <thread>

CONTEND_TEST(Litmus, SpinForEver) {
    return contend::body([] {
               std::atomic<bool> stop = false;
               std::thread spinner([&] {
                   while (!stop.load()) std::this_thread::yield();
               });
               spinner.join();
               stop.store(true);
           })
        .expect("livelock");
}
