#include <contend/scenario/atoms.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace contend::scenario {
namespace {

RC_GTEST_PROP(Atoms, escaping_is_undone_by_unescaping, (const std::string& raw)) {
    std::string again;
    RC_ASSERT(unescape(escape(raw), again));
    RC_ASSERT(again == raw);
}

RC_GTEST_PROP(Atoms, escaped_text_has_no_character_with_a_meaning, (const std::string& raw)) {
    RC_ASSERT(escape(raw).find_first_of(",/:=@+ \n") == std::string::npos);
}

TEST(Atoms, malformed_escapes_are_refused) {
    std::string raw;
    for (const char* text : {"%", "%4", "%4g", "%g4", "a b", "a,b"})
        EXPECT_FALSE(unescape(text, raw)) << text;
}

TEST(Atoms, are_read_in_the_order_they_were_written) {
    AtomWriter out;
    out.signed_number(-3);
    out.text("");
    out.word("true");
    EXPECT_EQ(out.result(), "-3,=,true");

    AtomReader in(out.result());
    long long number = 0;
    std::string text = "x";
    std::string word;
    EXPECT_TRUE(in.signed_number(-5, 5, number) && in.text(text) && in.word(word) && in.finish());
    EXPECT_EQ(number, -3);
    EXPECT_EQ(text, "");
    EXPECT_EQ(word, "true");
}

TEST(Atoms, an_empty_last_atom_is_not_the_end) {
    AtomReader in("1,");
    unsigned long long number = 0;
    EXPECT_TRUE(in.unsigned_number(9, number));
    EXPECT_FALSE(in.finish());
}

TEST(Atoms, the_first_failure_stays) {
    AtomReader in("x,1");
    unsigned long long number = 0;
    EXPECT_FALSE(in.unsigned_number(9, number));
    const std::string first = in.error();
    EXPECT_FALSE(in.unsigned_number(9, number));
    EXPECT_FALSE(in.finish());
    EXPECT_EQ(in.error(), first);
}

TEST(Atoms, text_in_messages_is_short_and_printable) {
    EXPECT_EQ(quoted_for_message("a\nb"), "'a?b'");
    EXPECT_EQ(quoted_for_message(std::string(100, 'a')), "'" + std::string(60, 'a') + "...'");
}

}  // namespace
}  // namespace contend::scenario
