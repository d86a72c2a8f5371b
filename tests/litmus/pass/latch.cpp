// Who waits for the latch sees what the two others did before they counted down.
#include <contend/gtest.hpp>

#include <latch>
#include <thread>

CONTEND_TEST(Litmus, Latch) {
    return contend::body([] {
        std::latch done(2);
        int left = 0;
        int right = 0;
        std::thread first([&] {
            left = 1;
            done.count_down();
        });
        std::thread second([&] {
            right = 1;
            done.count_down();
        });
        done.wait();
        EXPECT_EQ(left + right, 2);
        first.join();
        second.join();
    });
}
