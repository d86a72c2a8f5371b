// Two mutexes in opposite order.
#include <contend/gtest.hpp>

#include <mutex>
#include <thread>

CONTEND_TEST(Litmus, OppositeLocks) {
    return contend::body([] {
               std::mutex left;
               std::mutex right;
               std::thread first([&] {
                   const std::lock_guard lock_left(left);
                   const std::lock_guard lock_right(right);
               });
               std::thread second([&] {
                   const std::lock_guard lock_right(right);
                   const std::lock_guard lock_left(left);
               });
               first.join();
               second.join();
           })
        .expect("deadlock");
}
