// The smallest race.
#include <contend/gtest.hpp>

#include <thread>

CONTEND_TEST(Litmus, TwoWrites) {
    return contend::body([] {
               int number = 0;
               std::thread first([&] { number = 1; });
               std::thread second([&] { number = 2; });
               first.join();
               second.join();
           })
        .expect("data-race");
}
