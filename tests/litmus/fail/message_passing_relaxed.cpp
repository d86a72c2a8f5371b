// A relaxed store publishes nothing but itself.
#include <contend/gtest.hpp>

#include <atomic>
#include <thread>

CONTEND_TEST(Litmus, MessagePassingRelaxed) {
    return contend::body([] {
               int message = 0;
               std::atomic<bool> ready = false;
               std::thread sender([&] {
                   message = 42;
                   ready.store(true, std::memory_order_relaxed);
               });
               std::thread receiver([&] {
                   if (ready.load(std::memory_order_acquire)) EXPECT_EQ(message, 42);
               });
               sender.join();
               receiver.join();
           })
        .expect("data-race");
}
