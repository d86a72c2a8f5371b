// The value comes through a futex inside the shared library.
#include <contend/gtest.hpp>

#include <future>
#include <thread>

CONTEND_TEST(Litmus, Future) {
    return contend::body([] {
        std::promise<int> promise;
        std::future<int> future = promise.get_future();
        int number = 0;
        std::thread giver([&] {
            number = 1;
            promise.set_value(2);
        });
        std::thread taker([&] { EXPECT_EQ(future.get() + number, 3); });
        giver.join();
        taker.join();
    });
}
