// Each initialiser needs the other.
#include <contend/gtest.hpp>

#include <mutex>
#include <thread>

CONTEND_TEST(Litmus, CallOnceCrosswise) {
    return contend::body([] {
               std::once_flag left;
               std::once_flag right;
               const auto nothing = [] {};
               std::thread first(
                   [&] { std::call_once(left, [&] { std::call_once(right, nothing); }); });
               std::thread second(
                   [&] { std::call_once(right, [&] { std::call_once(left, nothing); }); });
               first.join();
               second.join();
           })
        .expect("deadlock");
}
