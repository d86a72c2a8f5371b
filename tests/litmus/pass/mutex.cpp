// Every access to the number is under the mutex.
#include <contend/gtest.hpp>

#include <mutex>
#include <thread>

CONTEND_TEST(Litmus, Mutex) {
    return contend::body([] {
        std::mutex mutex;
        int number = 0;
        const auto increment = [&] {
            const std::lock_guard lock(mutex);
            ++number;
        };
        std::thread first(increment);
        std::thread second(increment);
        first.join();
        second.join();
        EXPECT_EQ(number, 2);
    });
}
