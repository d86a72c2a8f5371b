// A minute of virtual time, on both clocks.
#include <contend/gtest.hpp>

#include <chrono>
#include <future>
#include <thread>

CONTEND_TEST(Litmus, FutureTimesOut) {
    return contend::body([] {
        std::promise<int> promise;
        std::future<int> future = promise.get_future();
        std::thread waiter([&] {
            using std::chrono::minutes;
            EXPECT_EQ(future.wait_for(minutes(1)), std::future_status::timeout);
            const auto end = std::chrono::system_clock::now() + minutes(1);
            EXPECT_EQ(future.wait_until(end), std::future_status::timeout);
            EXPECT_GE(std::chrono::system_clock::now(), end);
        });
        waiter.join();
    });
}
