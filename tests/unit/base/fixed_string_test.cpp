#include <contend/base/fixed_string.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstring>
#include <limits>
#include <string>

namespace contend::base {
namespace {

TEST(FixedString, starts_empty) {
    const FixedString<4> text;
    EXPECT_TRUE(text.empty());
    EXPECT_FALSE(text.truncated());
    EXPECT_STREQ(text.c_str(), "");
}

TEST(FixedString, holds_one_character_less_than_its_capacity) {
    EXPECT_STREQ(FixedString<4>("abc").c_str(), "abc");
    EXPECT_FALSE(FixedString<4>("abc").truncated());
    EXPECT_STREQ(FixedString<4>("abcd").c_str(), "abc");
    EXPECT_TRUE(FixedString<4>("abcd").truncated());
}

TEST(FixedString, takes_null_for_nothing) { EXPECT_TRUE(FixedString<4>(nullptr).empty()); }

TEST(FixedString, is_as_new_after_clear) {
    FixedString<4> text("abcdef");
    text.clear();
    EXPECT_TRUE(text.empty());
    EXPECT_FALSE(text.truncated());
    EXPECT_STREQ(text.append("xy").c_str(), "xy");
}

TEST(FixedString, keeps_zero_bytes_of_a_sized_text) {
    FixedString<8> text;
    text.append("a\0b", 3);
    EXPECT_EQ(text.size(), 3U);
    EXPECT_EQ(std::memcmp(text.c_str(), "a\0b", 4), 0);
}

TEST(FixedString, appends_the_smallest_and_the_largest_number) {
    FixedString<64> text;
    text.append_number(0).append(" ").append_number(std::numeric_limits<unsigned long long>::max());
    EXPECT_STREQ(text.c_str(), "0 18446744073709551615");
}

RC_GTEST_PROP(FixedString, is_a_prefix_of_what_was_appended,
              (const std::vector<std::string>& parts)) {
    FixedString<16> text;
    std::string whole;
    for (const std::string& part : parts) {
        text.append(part.data(), part.size());
        whole += part;
    }
    RC_ASSERT(std::string(text.c_str(), text.size()) == whole.substr(0, 15));
    RC_ASSERT(text.truncated() == (whole.size() > 15));
    RC_ASSERT(text.c_str()[text.size()] == '\0');
}

}  // namespace
}  // namespace contend::base
