// A loop of compare-and-exchange loses no increment.
#include <contend/gtest.hpp>

#include <atomic>
#include <thread>

CONTEND_TEST(Litmus, CompareExchangeCounter) {
    return contend::body([] {
        std::atomic<int> counter = 0;
        const auto increment = [&] {
            int seen = counter.load();
            while (!counter.compare_exchange_weak(seen, seen + 1)) {
            }
        };
        std::thread first(increment);
        std::thread second(increment);
        increment();
        first.join();
        second.join();
        EXPECT_EQ(counter, 3);
    });
}
