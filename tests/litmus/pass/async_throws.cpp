// Results and exceptions come through a future.
#include <contend/gtest.hpp>

#include <future>
#include <stdexcept>

CONTEND_TEST(Litmus, AsyncThrows) {
    return contend::body([] {
        int number = 0;
        std::future<int> result = std::async(std::launch::async, [&] { return ++number; });
        std::future<void> failure =
            std::async(std::launch::async, [] { throw std::runtime_error("no"); });
        EXPECT_EQ(result.get(), 1);
        EXPECT_EQ(number, 1);
        EXPECT_THROW(failure.get(), std::runtime_error);
    });
}
