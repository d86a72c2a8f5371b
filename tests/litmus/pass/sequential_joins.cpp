// One thread after another: each sees what the ones before it wrote.
#include <contend/gtest.hpp>

#include <thread>

CONTEND_TEST(Litmus, SequentialJoins) {
    return contend::body([] {
        int number = 0;
        for (int i = 0; i < 5; ++i) {
            std::thread thread([&] { ++number; });
            thread.join();
        }
        EXPECT_EQ(number, 5);
    });
}
