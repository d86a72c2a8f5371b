// Goal: a token replays exactly what it was made for, or is refused politely.
#include <contend/run/token.hpp>

#include <contend/run/base64.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace contend::run {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

Token some_token() {
    Token token;
    token.build = "2025d3f7c5b87aef";
    token.subject = "Cache.IsLinearizable";
    token.signature = "data-race: Cache::get(int) | Cache::put(int, int)";
    token.plan = "put(1, 2)|get(1)";
    token.granularity = Granularity::access;
    token.steps = 42;
    token.digest = 0xfedcba9876543210U;
    token.schedule = {{1, 2, 7}, {2, 1, 3}, {0, 255, 0xffffffff}};
    return token;
}

Token any_token() {
    Token token;
    token.build = *rc::gen::arbitrary<std::string>();
    token.subject = *rc::gen::arbitrary<std::string>();
    token.signature = *rc::gen::arbitrary<std::string>();
    token.plan = *rc::gen::arbitrary<std::string>();
    token.granularity = *rc::gen::element(Granularity::sync, Granularity::access);
    token.spurious = *rc::gen::arbitrary<bool>();
    token.by_generator = *rc::gen::arbitrary<bool>();
    token.steps = *rc::gen::arbitrary<std::uint64_t>();
    token.digest = *rc::gen::arbitrary<std::uint64_t>();
    for (int size = *rc::gen::inRange(0, 20); size > 0; --size) {
        const auto thread = rc::gen::inRange<base::ThreadId>(0, base::threads_max);
        token.schedule.push_back({*thread, *thread, *rc::gen::arbitrary<std::uint32_t>()});
    }
    return token;
}

/// The error for the text; "" when it was accepted.
std::string refusal(std::string_view text) {
    const base::Result<Token> result = decode_token(text);
    return result.ok() ? "" : result.error().message.c_str();
}

RC_GTEST_PROP(Token, reads_as_it_was_written, ()) {
    const Token token = any_token();
    const base::Result<Token> read = decode_token(encode(token));
    if (!read.ok()) RC_FAIL(read.error().message.c_str());
    RC_ASSERT(read.value() == token);
}

RC_GTEST_PROP(Token, is_one_word_that_survives_a_shell, ()) {
    const std::string text = encode(any_token());
    RC_ASSERT(text.rfind("contend1.", 0) == 0U);
    RC_ASSERT(text.find_first_not_of(std::string{alphabet} + ".") == std::string::npos);
}

RC_GTEST_PROP(Token, survives_any_foreign_text, (const std::string& text)) {
    RC_ASSERT(!refusal(text).empty());
    RC_ASSERT(!refusal("contend1." + text).empty());
    RC_ASSERT(!refusal("contend1." + base64_encode(text)).empty());
}

TEST(Token, with_any_single_character_changed_is_refused) {
    const std::string whole = encode(some_token());
    std::string characters(alphabet);
    characters.append(".=+/ \n");
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const char character : characters) {
            if (character == whole[at]) continue;
            std::string text = whole;
            text[at] = character;
            EXPECT_NE(refusal(text), "") << "position " << at << " became " << character;
        }
    }
}

TEST(Token, of_any_shorter_length_is_refused) {
    const std::string whole = encode(some_token());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        EXPECT_NE(refusal(whole.substr(0, size)), "") << "cut to " << size;
        EXPECT_NE(refusal(whole.substr(whole.size() - size)), "") << "the last " << size;
    }
}

TEST(Token, with_a_character_lost_or_added_is_refused) {
    const std::string whole = encode(some_token());
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string lost = whole;
        lost.erase(at, 1);
        EXPECT_NE(refusal(lost), "") << "lost " << at;
        for (const char character : {'A', '_', ' '}) {
            std::string longer = whole;
            longer.insert(at, 1, character);
            EXPECT_NE(refusal(longer), "") << "added at " << at;
        }
    }
    EXPECT_NE(refusal(whole + "A"), "");
    EXPECT_NE(refusal(whole + "\n"), "");
}

TEST(Token, that_is_damaged_says_what_to_do) {
    std::string text = encode(some_token());
    text.back() = text.back() == 'A' ? 'B' : 'A';
    EXPECT_THAT(refusal(text), HasSubstr("this token is damaged: copy the whole line again"));
}

TEST(Token, of_a_newer_version_is_refused_with_its_own_message) {
    std::string text = encode(some_token());
    text.replace(0, 8, "contend2");
    EXPECT_THAT(refusal(text), HasSubstr("this token has format 2, this contend reads up to 1"));
    EXPECT_THAT(refusal("contend10.whatever"), HasSubstr("format 10"));
}

TEST(Token, that_is_none_is_called_so) {
    for (const char* text : {"", "hello", "xyz1.abc", "CONTEND1.abc", "contend1"}) {
        EXPECT_THAT(refusal(text), HasSubstr("this is not a contend token")) << text;
    }
}

TEST(Token, with_an_absurd_version_is_damaged) {
    for (const char* text : {"contend.abc", "contend0.abc", "contend-1.abc",
                             "contend99999999999.abc", "contendx.abc"}) {
        EXPECT_THAT(refusal(text), HasSubstr("damaged")) << text;
    }
    std::string padded = encode(some_token());
    padded.replace(0, 8, "contend01");
    EXPECT_THAT(refusal(padded), HasSubstr("damaged")) << "a token has one spelling";
}

}  // namespace
}  // namespace contend::run
