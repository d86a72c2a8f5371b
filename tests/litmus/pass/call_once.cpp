// Whoever comes first makes it, and everybody sees it made.
#include <contend/gtest.hpp>

#include <mutex>
#include <thread>

CONTEND_TEST(Litmus, CallOnce) {
    return contend::body([] {
        std::once_flag once;
        int number = 0;
        const auto use = [&] {
            std::call_once(once, [&] { ++number; });
            EXPECT_EQ(number, 1);
        };
        std::thread first(use);
        std::thread second(use);
        first.join();
        second.join();
    });
}
