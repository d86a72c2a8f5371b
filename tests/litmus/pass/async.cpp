// What the other thread returns, and what it throws.
#include <contend/gtest.hpp>

#include <future>
#include <stdexcept>

CONTEND_TEST(Litmus, Async) {
    return contend::body([] {
        std::future<int> seven = std::async(std::launch::async, [] { return 7; });
        std::future<int> none =
            std::async(std::launch::async, []() -> int { throw std::runtime_error("none"); });
        EXPECT_EQ(seven.get(), 7);
        EXPECT_THROW(none.get(), std::runtime_error);
    });
}
