// Goal: a token shows the same finding again, every time, in this process and in a fresh one.
#include <unit/run/exploring.hpp>

#include <contend/run/confirm.hpp>
#include <contend/run/token.hpp>

#include <gmock/gmock.h>

namespace contend::run {
namespace {

using contend::explore;
using ::testing::HasSubstr;

class Replay : public test::ExploringTest {
protected:
    Result replayed(const Testable& testable, const Token& token) {
        options_.replay = encode(token);
        use();
        begin_again();
        return explore(testable);
    }

    static Token token_of(const Result& result) {
        return *decode_token(result.report().findings.at(0).token);
    }
};

TEST_F(Replay, shows_the_same_finding_each_time) {
    const Result found = explore(test::racy_map());
    const Token token = token_of(found);
    for (int i = 0; i < 10; ++i) {
        const Result again = replayed(test::racy_map(), token);
        ASSERT_EQ(again.report().findings.size(), 1U) << again;
        const report::Finding& expected = found.report().findings.front();
        EXPECT_EQ(again.report().findings.front().signature, expected.signature);
        EXPECT_EQ(again.report().findings.front().scenario, expected.scenario);
        EXPECT_EQ(again.report().findings.front().token, expected.token);
        EXPECT_EQ(again.report().stats.executions, 1U);
    }
}

TEST_F(Replay, shows_the_same_finding_in_fresh_processes) {
    const Result found = explore(test::racy_map());
    for (int i = 0; i < 2 && !session().replay(); ++i) {
        const auto confirmed = confirm(found.report().findings.at(0).token);
        ASSERT_TRUE(confirmed);
        EXPECT_EQ(confirmed->signature, found.report().findings.at(0).signature);
        EXPECT_EQ(confirmed->confirmed.times, confirmed->confirmed.of);
    }
}

TEST_F(Replay, shows_the_same_finding_however_threads_are_held) {
    const Token token = token_of(explore(test::racy_map()));
    for (const char* const context : {"donated", "futex"}) {
        options_.context = context;
        EXPECT_FALSE(replayed(test::racy_map(), token).report().findings.empty()) << context;
    }
}

TEST_F(Replay, passes_over_the_explorations_that_the_token_is_not_for) {
    Token token = token_of(explore(test::racy_map()));
    token.subject += "#2";
    const Result first = replayed(test::racy_map(), token);
    EXPECT_TRUE(first.passed());
    EXPECT_THAT(first.report().reason, HasSubstr("passed over"));
    EXPECT_FALSE(explore(test::racy_map()).passed());
    EXPECT_TRUE(session().replayed());
}

TEST_F(Replay, says_at_which_switch_the_same_build_leaves_the_schedule) {
    Token token = token_of(explore(test::racy_map()));
    token.plan = "/size/size/";
    token.schedule = {{0, 7, 3}};
    const Result again = replayed(test::racy_map(), token);
    EXPECT_TRUE(again.report().harness_error);
    EXPECT_THAT(again.report().reason, HasSubstr("diverges at switch 1 of 1"));
}

TEST_F(Replay, says_at_which_step_an_execution_became_another) {
    Token token = token_of(explore(test::racy_map()));
    token.plan = "/size/size/size/size/";
    token.schedule = {};
    EXPECT_THAT(replayed(test::racy_map(), token).report().reason,
                HasSubstr("the replay diverges at step"));
}

TEST_F(Replay, of_what_another_build_repaired_passes) {
    Token token = token_of(explore(test::racy_map()));
    token.build = "another";
    token.plan = "/size/size/";
    const Result again = replayed(test::racy_map(), token);
    EXPECT_TRUE(again.passed()) << again;
    EXPECT_THAT(again.report().reason, HasSubstr("another build"));
    EXPECT_THAT(again.text(), HasSubstr("not reproduced"));
}

}  // namespace
}  // namespace contend::run
