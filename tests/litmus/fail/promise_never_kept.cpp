// Whoever waits for the future waits for ever.
#include <contend/gtest.hpp>

#include <future>
#include <thread>

CONTEND_TEST(Litmus, PromiseNeverKept) {
    return contend::body([] {
               std::promise<void> promise;
               std::thread waiter([&] { promise.get_future().wait(); });
               waiter.join();
           })
        .expect("lost-wakeup");
}
