// Two threads wait and one is told.
#include <contend/gtest.hpp>

#include <atomic>
#include <chrono>
#include <thread>

CONTEND_TEST(Litmus, AtomicNotifyOneForTwo) {
    return contend::body([] {
               std::atomic<int> open = 0;
               const auto pass = [&] { open.wait(0); };
               std::thread first(pass);
               std::thread second(pass);
               std::this_thread::sleep_for(std::chrono::seconds(1));  // let both wait
               open.store(1);
               open.notify_one();
               first.join();
               second.join();
           })
        .expect("lost-wakeup");
}
