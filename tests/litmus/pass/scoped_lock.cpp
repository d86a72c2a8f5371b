// std::scoped_lock takes both mutexes in either order, because it backs off.
#include <contend/gtest.hpp>

#include <mutex>
#include <thread>

CONTEND_TEST(Litmus, ScopedLock) {
    return contend::body([] {
        std::mutex left;
        std::mutex right;
        int number = 0;
        std::thread first([&] {
            const std::scoped_lock lock(left, right);
            ++number;
        });
        std::thread second([&] {
            const std::scoped_lock lock(right, left);
            ++number;
        });
        first.join();
        second.join();
        EXPECT_EQ(number, 2);
    });
}
