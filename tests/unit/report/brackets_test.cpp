#include <contend/report/brackets.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace contend::report {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(SkipItem, takes_a_whole_bracket_group) {
    EXPECT_EQ(skip_item("<a, (b>c)>x", 0), 10U);
    EXPECT_EQ(skip_item("(a)b", 0), 3U);
    EXPECT_EQ(skip_item("ab", 0), 1U);
}

TEST(SkipItem, finds_no_end_of_a_group_that_does_not_close) {
    EXPECT_EQ(skip_item("<a", 0), std::string_view::npos);
    EXPECT_EQ(skip_item("<a)", 0), std::string_view::npos);
    EXPECT_EQ(skip_item(std::string(100'000, '<'), 0), std::string_view::npos);
}

TEST(SkipOperator, takes_the_longest_symbol_that_fits) {
    for (const std::string_view name :
         {"operator<", "operator<<", "operator<=", "operator<=>", "operator<<=", "operator()",
          "operator[]", "operator->", "operator->*", "operator new[]", "operator delete[]",
          "operator bool", "operator std::vector<int> const&"}) {
        EXPECT_EQ(skip_operator(std::string{name} + "(int)", 0), name.size()) << name;
    }
}

TEST(SkipOperator, tells_an_operator_template_from_a_longer_operator) {
    EXPECT_EQ(skip_operator("operator< <char>(char)", 0), std::string_view{"operator<"}.size());
    EXPECT_EQ(skip_operator("operator<<char>(char)", 0), std::string_view{"operator<"}.size());
    EXPECT_EQ(skip_operator("operator<<<char>(char)", 0), std::string_view{"operator<<"}.size());
}

TEST(SkipOperator, is_not_misled_by_names_that_hold_the_word) {
    EXPECT_EQ(skip_operator("operators(int)", 0), 0U);
    EXPECT_EQ(skip_operator("my_operator<int>", 3), 3U);
}

TEST(Balanced, holds_for_names_with_comparisons_and_arrows) {
    EXPECT_TRUE(balanced("std::map<int, int>::operator[](int const&)"));
    EXPECT_TRUE(balanced("bool operator< <char>(A const&, B const&)"));
    EXPECT_TRUE(balanced("auto f<(a)>() -> decltype((a > b))"));
    EXPECT_TRUE(balanced(""));
}

TEST(Balanced, fails_for_stray_and_crossed_brackets) {
    for (const char* text : {")", "a>", "(a]", "<(>)", "f(", "}"})
        EXPECT_FALSE(balanced(text)) << text;
}

TEST(SplitAtCommas, leaves_commas_in_brackets_alone) {
    EXPECT_THAT(split_at_commas("int, std::map<int, int> , f(a, b)"),
                ElementsAre("int", "std::map<int, int>", "f(a, b)"));
    EXPECT_THAT(split_at_commas("int"), ElementsAre("int"));
    EXPECT_THAT(split_at_commas("  "), IsEmpty());
}

RC_GTEST_PROP(SkipItem, always_moves_on, ()) {
    const auto text =
        *rc::gen::container<std::string>(rc::gen::elementOf(std::string{"<>()[]{}a ,-:operator"}));
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = skip_item(text, at);
        RC_ASSERT(end > at);
        RC_ASSERT(end == std::string_view::npos || end <= text.size());
        at = end;
    }
}

}  // namespace
}  // namespace contend::report
