// Three are expected and two come.
#include <contend/gtest.hpp>

#include <latch>
#include <thread>

CONTEND_TEST(Litmus, LatchCountsOneTooMany) {
    return contend::body([] {
               std::latch done(3);
               std::thread first([&] { done.count_down(); });
               std::thread second([&] { done.arrive_and_wait(); });
               first.join();
               second.join();
           })
        .expect("lost-wakeup");
}
