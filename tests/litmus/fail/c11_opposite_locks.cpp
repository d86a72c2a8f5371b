// Two mutexes of threads.h, locked in opposite orders.
#include <contend/gtest.hpp>

#include <threads.h>
#include <thread>

CONTEND_TEST(Litmus, C11OppositeLocks) {
    return contend::body([] {
               mtx_t left;
               mtx_t right;
               mtx_init(&left, mtx_plain);
               mtx_init(&right, mtx_plain);
               const auto lock_both = [](mtx_t& first, mtx_t& second) {
                   mtx_lock(&first);
                   mtx_lock(&second);
                   mtx_unlock(&second);
                   mtx_unlock(&first);
               };
               std::thread one([&] { lock_both(left, right); });
               std::thread other([&] { lock_both(right, left); });
               one.join();
               other.join();
           })
        .expect("deadlock");
}
