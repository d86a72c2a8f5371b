// Two threads wait and one is told.
#include <contend/gtest.hpp>

#include <atomic>
#include <thread>

CONTEND_TEST(Litmus, AtomicNotifyOneForTwo) {
    return contend::body([] {
               std::atomic<int> open = 0;
               const auto pass = [&] { open.wait(0); };
               std::thread first(pass);
               std::thread second(pass);
               open.store(1);
               open.notify_one();
               first.join();
               second.join();
           })
        .expect("lost-wakeup");
}
