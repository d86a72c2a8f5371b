// Goal: a token replays what it was made for, or one sentence says why not. Method: a real finding's token, damaged in
// every way in process, and in sampled ways through the three doors a token comes in by.
#include "program.hpp"

#include <contend/run/token.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

namespace contend::test {
namespace {

using ::testing::HasSubstr;

class BadTokens : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        if (subject.empty()) return;
        const Ran ran = run_program(subject, {"--gtest_filter=Subject.Races"});
        std::smatch match;
        if (std::regex_search(ran.output, match, std::regex("contend1\\.[A-Za-z0-9_-]+")))
            token = match.str();
    }

    void SetUp() override {
        if (subject.empty()) GTEST_SKIP() << "needs a build with ThreadSanitizer";
        ASSERT_FALSE(token.empty()) << "the subject shows no token";
    }

    static std::vector<Ran> through_every_door(const std::string& text) {
        return {run_program(subject, {}, {"CONTEND_REPLAY=" + text}),
                run_program(subject, {"--contend_replay=" + text}),
                run_program(CONTEND_PROGRAM, {"replay", text, "--", subject})};
    }

    static void expect_refused(const std::string& text, const std::string& why) {
        for (const Ran& ran : through_every_door(text)) {
            EXPECT_EQ(ran.exit_code, 2) << text << '\n' << ran.output;
            EXPECT_EQ(complaints(ran).size(), 1U) << ran.output;
            EXPECT_THAT(ran.output, HasSubstr(why));
        }
    }

    static std::string with(const std::string& text, std::size_t index) {
        std::string changed = text;
        changed[index] = changed[index] == 'A' ? 'B' : 'A';
        return changed;
    }

    static run::Token decoded() { return *run::decode_token(token); }

    static const std::string subject;
    static std::string token;
};

const std::string BadTokens::subject = CONTEND_SUBJECT;
std::string BadTokens::token;

TEST_F(BadTokens, are_none_when_whole) {
    for (const Ran& ran : through_every_door(token)) {
        EXPECT_EQ(ran.exit_code, 1) << ran.output;
        EXPECT_THAT(ran.output, HasSubstr("DATA RACE in Subject.Races"));
    }
}

TEST_F(BadTokens, are_noticed_at_every_damaged_character) {
    for (std::size_t i = 0; i < token.size(); ++i)
        EXPECT_FALSE(run::decode_token(with(token, i)).ok()) << "character " << i;
}

TEST_F(BadTokens, are_noticed_at_every_length) {
    for (std::size_t i = 0; i < token.size(); ++i)
        EXPECT_FALSE(run::decode_token(token.substr(0, i)).ok()) << "length " << i;
}

TEST_F(BadTokens, are_refused_when_damaged) {
    for (std::size_t i = 1; i < token.size(); i += token.size() / 6)
        expect_refused(with(token, i), "token");
}

TEST_F(BadTokens, are_refused_when_cut_off) {
    for (std::size_t i = 3; i < token.size(); i += token.size() / 6)
        expect_refused(token.substr(0, i), "token");
}

TEST_F(BadTokens, are_refused_when_from_a_newer_version) {
    expect_refused("contend2" + token.substr(token.find('.')), "update contend");
}

TEST_F(BadTokens, are_refused_when_for_a_test_that_is_not_here) {
    run::Token other = decoded();
    other.subject = "Elsewhere.IsClean";
    expect_refused(run::encode(other), "Elsewhere.IsClean");
}

TEST_F(BadTokens, are_refused_when_the_test_explores_something_else) {
    run::Token other = decoded();
    other.subject = "Plain.Passes";
    expect_refused(run::encode(other), "does not explore");
}

TEST_F(BadTokens, are_refused_when_the_scenario_does_not_fit) {
    run::Token other = decoded();
    other.plan = "/gone/gone/";
    for (const Ran& ran : through_every_door(run::encode(other))) {
        EXPECT_EQ(ran.exit_code, 2) << ran.output;
        EXPECT_THAT(ran.output, HasSubstr("does not fit the specification"));
    }
}

TEST_F(BadTokens, are_explained_when_the_same_build_does_something_else) {
    run::Token other = decoded();
    other.plan = "/size/size/";
    for (const Ran& ran : through_every_door(run::encode(other))) {
        EXPECT_EQ(ran.exit_code, 2) << ran.output;
        EXPECT_THAT(ran.output, HasSubstr("not reproduced: the replay"));
    }
}

TEST_F(BadTokens, pass_with_an_explanation_when_another_build_has_the_defect_no_more) {
    run::Token other = decoded();
    other.plan = "/size/size/";
    other.build = "another";
    for (const Ran& ran : through_every_door(run::encode(other))) {
        EXPECT_EQ(ran.exit_code, 0) << ran.output;
        EXPECT_THAT(ran.output, HasSubstr("another build"));
    }
}

}  // namespace
}  // namespace contend::test
