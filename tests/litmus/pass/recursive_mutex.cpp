// The same thread may take it again.
#include <contend/gtest.hpp>

#include <mutex>
#include <thread>

CONTEND_TEST(Litmus, RecursiveMutex) {
    return contend::body([] {
        std::recursive_mutex mutex;
        int number = 0;
        const auto increment_twice = [&] {
            const std::lock_guard outer(mutex);
            ++number;
            const std::lock_guard inner(mutex);
            ++number;
        };
        std::thread first(increment_twice);
        std::thread second(increment_twice);
        first.join();
        second.join();
        EXPECT_EQ(number, 4);
    });
}
