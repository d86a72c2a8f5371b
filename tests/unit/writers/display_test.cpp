#include <contend/writers/display.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>

namespace contend::writers {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Printable, makes_control_characters_visible) {
    EXPECT_EQ(printable("a\nb\tc\rd\x1b[0m\x7f"), "a\\nb\\tc\\rd\\x1b[0m\\x7f");
    EXPECT_EQ(printable(std::string_view{"\0", 1}), "\\x00");
}

TEST(Printable, makes_direction_marks_and_invisible_characters_visible) {
    EXPECT_EQ(printable("a\u202Eb\u200Bc\u0085"), "a\\u{202e}b\\u{200b}c\\u{85}");
}

TEST(Printable, replaces_what_is_not_utf8) {
    EXPECT_EQ(printable("\xFF"), "\uFFFD");
    EXPECT_EQ(printable("\xC0\xAF"), "\uFFFD\uFFFD") << "an overlong slash";
    EXPECT_EQ(printable("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD") << "a surrogate";
    EXPECT_EQ(printable("\xF4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD")
        << "beyond the last code point";
    EXPECT_EQ(printable("ab\xE6\xBC"), "ab\uFFFD\uFFFD") << "cut off";
}

TEST(Printable, leaves_other_languages_alone) {
    EXPECT_EQ(printable("ключ 漢字 é 🙂"), "ключ 漢字 é 🙂");
}

RC_GTEST_PROP(Printable, is_its_own_printable_form, (const std::string& text)) {
    RC_ASSERT(printable(printable(text)) == printable(text));
}

TEST(DisplayWidth, counts_columns_not_bytes) {
    EXPECT_EQ(display_width("abc"), 3U);
    EXPECT_EQ(display_width("ключ"), 4U);
    EXPECT_EQ(display_width("漢字"), 4U);
    EXPECT_EQ(display_width("e\u0301"), 1U);
    EXPECT_EQ(display_width("🙂"), 2U);
}

TEST(CutTo, marks_what_was_cut) {
    EXPECT_EQ(cut_to("abcdef", 6), "abcdef");
    EXPECT_EQ(cut_to("abcdef", 5), "abcd…");
    EXPECT_EQ(cut_to("abcdef", 1), "…");
    EXPECT_EQ(cut_to("abcdef", 0), "");
}

TEST(CutTo, never_halves_a_wide_character) { EXPECT_EQ(cut_to("漢字漢字", 4), "漢…"); }

RC_GTEST_PROP(CutTo, never_exceeds_the_width, (const std::string& text)) {
    const auto width = *rc::gen::inRange<std::size_t>(0, 20);
    RC_ASSERT(display_width(cut_to(printable(text), width)) <= width);
}

TEST(Padded, fills_up_to_the_width_and_cuts_nothing) {
    EXPECT_EQ(padded("漢", 4), "漢  ");
    EXPECT_EQ(padded("abcdef", 3), "abcdef");
}

TEST(Wrapped, breaks_at_spaces) {
    EXPECT_THAT(wrapped("one two three four", 9), ElementsAre("one two", "three", "four"));
    EXPECT_THAT(wrapped("one two three", 13), ElementsAre("one two three"));
    EXPECT_THAT(wrapped("one two three", 12), ElementsAre("one two", "three"));
}

TEST(Wrapped, keeps_a_long_word_whole_on_a_line_of_its_own) {
    EXPECT_THAT(wrapped("a contend1.abcdefgh b", 6), ElementsAre("a", "contend1.abcdefgh", "b"));
}

TEST(Wrapped, has_no_lines_for_nothing) {
    EXPECT_THAT(wrapped("", 10), IsEmpty());
    EXPECT_THAT(wrapped("   ", 10), IsEmpty());
}

RC_GTEST_PROP(Wrapped, loses_no_word, (const std::vector<std::uint8_t>& lengths)) {
    std::string text;
    for (const std::uint8_t length : lengths) {
        text += (text.empty() ? "" : " ") +
                std::string(1U + length % 12U, static_cast<char>('a' + length % 26));
    }
    std::string joined;
    for (const std::string& line : wrapped(text, 10)) {
        RC_ASSERT(line.size() <= 10U || line.find(' ') == std::string::npos);
        joined += (joined.empty() ? "" : " ") + line;
    }
    RC_ASSERT(joined == text);
}

TEST(Count, groups_digits) {
    EXPECT_EQ(count(0), "0");
    EXPECT_EQ(count(999), "999");
    EXPECT_EQ(count(1000), "1,000");
    EXPECT_EQ(count(std::numeric_limits<std::uint64_t>::max()), "18,446,744,073,709,551,615");
}

TEST(Count, knows_one_from_many) {
    EXPECT_EQ(count(1, "thread"), "1 thread");
    EXPECT_EQ(count(0, "thread"), "0 threads");
}

TEST(Seconds, shows_three_digits_or_so) {
    EXPECT_EQ(seconds(0.0031), "0.0031 s");
    EXPECT_EQ(seconds(0.42), "0.42 s");
    EXPECT_EQ(seconds(12.34), "12.3 s");
    EXPECT_EQ(seconds(340.2), "340 s");
}

TEST(Seconds, survives_what_is_no_duration) {
    EXPECT_EQ(seconds(-1), "0 s");
    EXPECT_EQ(seconds(std::numeric_limits<double>::quiet_NaN()), "0 s");
    EXPECT_EQ(seconds(std::numeric_limits<double>::infinity()), "0 s");
    EXPECT_GT(seconds(std::numeric_limits<double>::max()).size(), 300U);
}

}  // namespace
}  // namespace contend::writers
