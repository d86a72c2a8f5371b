// Two mutexes, always in the same order, or by std::scoped_lock, which backs off.
#include <contend/gtest.hpp>

#include <mutex>
#include <thread>

CONTEND_TEST(Litmus, LocksInOneOrder) {
    return contend::body([] {
        std::mutex left;
        std::mutex right;
        std::thread first([&] {
            const std::lock_guard lock_left(left);
            const std::lock_guard lock_right(right);
        });
        std::thread second([&] {
            const std::lock_guard lock_left(left);
            const std::lock_guard lock_right(right);
        });
        first.join();
        second.join();
    });
}
