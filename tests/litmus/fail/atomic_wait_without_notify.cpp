// A store alone wakes nobody.
#include <contend/gtest.hpp>

#include <atomic>
#include <thread>

CONTEND_TEST(Litmus, AtomicWaitWithoutNotify) {
    return contend::body([] {
               std::atomic<int> ready = 0;
               std::thread waiter([&] { ready.wait(0); });
               ready.store(1);
               waiter.join();
           })
        .expect("lost-wakeup");
}
