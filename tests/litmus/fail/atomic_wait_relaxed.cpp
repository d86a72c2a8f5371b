// The wake-up brings the thread back, not the data: the load is relaxed.
#include <contend/gtest.hpp>

#include <atomic>
#include <thread>

CONTEND_TEST(Litmus, AtomicWaitRelaxed) {
    return contend::body([] {
               std::atomic<int> ready = 0;
               int number = 0;
               std::thread writer([&] {
                   number = 1;
                   ready.store(1, std::memory_order_release);
                   ready.notify_one();
               });
               std::thread reader([&] {
                   ready.wait(0, std::memory_order_relaxed);
                   number = 2;
               });
               writer.join();
               reader.join();
           })
        .expect("data-race");
}
