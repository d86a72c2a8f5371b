// A user's test: one that passes, one that races.
#include <contend/contend.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <mutex>
#include <thread>

TEST(Counter, is_right_under_a_lock) {
    const contend::Result result = contend::explore([] {
        std::mutex mutex;
        auto count = std::make_unique<int>(0);
        const auto increment = [&] {
            const std::lock_guard lock(mutex);
            ++*count;
        };
        std::thread other(increment);
        increment();
        other.join();
    });
    EXPECT_TRUE(result.passed()) << result;
}

TEST(Counter, races_without) {
    const contend::Result result = contend::explore([] {
        auto count = std::make_unique<int>(0);
        std::thread other([&] { ++*count; });
        ++*count;
        other.join();
    });
    EXPECT_TRUE(result.passed()) << result;
}
