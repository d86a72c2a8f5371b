#include <contend/base/result.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace contend::base {
namespace {

Result<std::string> half(int number) {
    if (number % 2 != 0) return Error{"it is odd; use an even number"};
    return std::to_string(number / 2);
}

TEST(Result, holds_the_value_of_what_went_well) {
    const Result<std::string> result = half(8);
    ASSERT_TRUE(result.ok());
    EXPECT_TRUE(static_cast<bool>(result));
    EXPECT_EQ(result.value(), "4");
    EXPECT_EQ(*result, "4");
    EXPECT_EQ(result->size(), 1U);
}

TEST(Result, holds_the_error_of_what_did_not) {
    const Result<std::string> result = half(7);
    ASSERT_FALSE(result.ok());
    EXPECT_FALSE(static_cast<bool>(result));
    EXPECT_STREQ(result.error().message.c_str(), "it is odd; use an even number");
}

TEST(Result, lets_its_value_be_moved_out) {
    Result<std::unique_ptr<int>> result{std::make_unique<int>(5)};
    const std::unique_ptr<int> taken = std::move(result.value());
    EXPECT_EQ(*taken, 5);
    EXPECT_EQ(result.value(), nullptr);
}

}  // namespace
}  // namespace contend::base
