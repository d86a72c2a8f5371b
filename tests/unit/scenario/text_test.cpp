#include <contend/scenario/text.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <vector>

namespace contend::scenario {
namespace {

enum class Shade { red, green };
struct Hidden {};

TEST(Text, shows_values_as_people_write_them) {
    EXPECT_EQ(text_of(true), "true");
    EXPECT_EQ(text_of('a'), "'a'");
    EXPECT_EQ(text_of('\''), "'\\''");
    EXPECT_EQ(text_of(-3), "-3");
    EXPECT_EQ(text_of(static_cast<unsigned char>(7)), "7");
    EXPECT_EQ(text_of(0.1), "0.1");
    EXPECT_EQ(text_of(std::string("a\"\n\x01")), "\"a\\\"\\n\\x01\"");
    EXPECT_EQ(text_of(std::vector<int>{1, 2}), "[1, 2]");
    EXPECT_EQ(text_of(std::map<int, bool>{{1, true}}), "[(1, true)]");
    EXPECT_EQ(text_of(std::make_tuple(1, std::string("a"))), "(1, \"a\")");
    EXPECT_EQ(text_of(std::optional<int>()), "nullopt");
    EXPECT_EQ(text_of(std::optional<int>(3)), "3");
    EXPECT_EQ(text_of(std::chrono::milliseconds(3)), "3ms");
    EXPECT_EQ(text_of(Shade::green), "1");
    EXPECT_EQ(text_of(nullptr), "nullptr");
    EXPECT_EQ(text_of(std::make_unique<int>(3)), "&3");
}

TEST(Text, knows_what_it_cannot_show) {
    EXPECT_FALSE(is_printable<Hidden>);
    EXPECT_FALSE(is_printable<std::vector<Hidden>>);
    EXPECT_FALSE((is_printable<std::pair<int, Hidden>>));
}

RC_GTEST_PROP(Text, shows_real_numbers_so_that_they_are_read_back, (double number)) {
    RC_ASSERT(std::stod(text_of(number)) == number);
}

}  // namespace
}  // namespace contend::scenario
