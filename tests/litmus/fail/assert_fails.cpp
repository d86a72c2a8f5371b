// assert() fails under one order of the two stores only.
#undef NDEBUG
#include <contend/gtest.hpp>

#include <atomic>
#include <cassert>
#include <thread>

CONTEND_TEST(Litmus, AssertFails) {
    return contend::body([] {
               std::atomic<int> last = 0;
               std::thread first([&] { last = 1; });
               std::thread second([&] { last = 2; });
               first.join();
               second.join();
               assert(last == 2);
           })
        .expect("assertion");
}
