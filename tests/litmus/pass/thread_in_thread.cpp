// A thread that starts and joins a thread of its own.
#include <contend/gtest.hpp>

#include <thread>

CONTEND_TEST(Litmus, ThreadInThread) {
    return contend::body([] {
        int number = 0;
        std::thread outer([&] {
            ++number;
            std::thread inner([&] { ++number; });
            inner.join();
            ++number;
        });
        outer.join();
        EXPECT_EQ(number, 3);
    });
}
