// Goal: what was found once is kept in a file fit to commit, and is replayed before anything else.
#include <unit/run/exploring.hpp>

#include <contend/run/regressions.hpp>
#include <contend/run/token.hpp>

#include <gmock/gmock.h>

namespace contend::run {
namespace {

using contend::explore;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class RegressionsTest : public test::ExploringTest {
protected:
    void SetUp() override {
        ExploringTest::SetUp();
        if (IsSkipped()) return;
        options_.regressions = folder_ / "regressions";
        use();
    }

    std::filesystem::path file_of(const std::string& subject) const {
        return folder_ / "regressions" / (subject + ".txt");
    }
};

TEST_F(RegressionsTest, keep_a_finding_once) {
    const Result first = explore(test::racy_map());
    const auto file = file_of(first.report().subject);
    const std::string text = contents(file);
    EXPECT_THAT(text, StartsWith("# Findings of " + first.report().subject));
    EXPECT_THAT(text, HasSubstr("\n" + first.report().findings.at(0).token + "\n"));
    begin_again();
    static_cast<void>(explore(test::racy_map()));
    EXPECT_EQ(contents(file), text);
}

TEST_F(RegressionsTest, are_replayed_first) {
    static_cast<void>(explore(test::racy_map()));
    begin_again();
    const Result again = explore(test::racy_map());
    EXPECT_EQ(again.report().findings.size(), 1U);
    EXPECT_EQ(again.report().stats.executions, 1U);
}

TEST_F(RegressionsTest, that_are_repaired_do_not_keep_the_search_from_passing) {
    const Result found = explore(test::race);
    Token token = *decode_token(found.report().findings.at(0).token);
    begin_again();
    const Result repaired = explore(test::no_race);
    EXPECT_TRUE(repaired.passed()) << repaired;
    EXPECT_EQ(repaired.report().stats.executions, 101U);  // there is one interleaving
}

TEST_F(RegressionsTest, of_an_expected_finding_are_not_kept) {
    const Result result = explore(body(test::race).expect("data-race"));
    EXPECT_TRUE(result.passed());
    EXPECT_FALSE(std::filesystem::exists(file_of(result.report().subject)));
}

TEST_F(RegressionsTest, are_all_that_the_strategy_replay_does) {
    static_cast<void>(explore(test::racy_map()));
    begin_again();
    options_.strategy = "replay";
    use();
    const Result again = explore(test::racy_map());
    EXPECT_EQ(again.report().verdict, report::Verdict::failed);
    EXPECT_EQ(again.report().findings.size(), 1U);
    begin_again();
    const Result repaired = explore(test::no_race);
    EXPECT_TRUE(repaired.passed()) << repaired;
}

TEST_F(RegressionsTest, that_are_none_leave_the_strategy_replay_nothing_to_do) {
    options_.strategy = "replay";
    use();
    const Result result = explore(test::race);
    EXPECT_EQ(result.report().verdict, report::Verdict::passed) << result;
    EXPECT_EQ(result.report().stats.executions, 0U);
    EXPECT_THAT(result.report().reason, HasSubstr("no past findings"));
}

TEST_F(RegressionsTest, must_have_a_folder_for_the_strategy_replay) {
    options_.strategy = "replay";
    options_.regressions.clear();
    use();
    const Result result = explore(test::race);
    EXPECT_TRUE(result.report().harness_error);
    EXPECT_THAT(result.report().reason, HasSubstr("option regressions"));
}

TEST_F(RegressionsTest, that_are_damaged_name_their_file_and_line) {
    const Result found = explore(test::racy_map());
    const auto file = file_of(found.report().subject);
    std::ofstream(file, std::ios::app) << "contend1.oops\n";
    begin_again();
    const Result result = explore(test::racy_map());
    EXPECT_TRUE(result.report().harness_error);
    EXPECT_THAT(result.report().reason, StartsWith(file.string() + ":"));
    EXPECT_THAT(result.report().reason, HasSubstr("delete the line"));
}

TEST(RegressionsFile, ignores_comments_and_blank_lines_and_line_ends_of_other_systems) {
    const auto folder = std::filesystem::temp_directory_path() / "contend_regressions_file";
    std::filesystem::create_directories(folder);
    const Regressions regressions(folder, "A.B");
    const std::string token = encode({.subject = "A.B", .signature = "s"});
    std::ofstream(regressions.path()) << "# comment\r\n\r\n" << token << "\r\n\n";
    const auto tokens = regressions.read();
    ASSERT_TRUE(tokens);
    EXPECT_EQ(tokens->size(), 1U);
    std::filesystem::remove_all(folder);
}

TEST(RegressionsFile, that_does_not_exist_holds_nothing) {
    EXPECT_TRUE(Regressions("/nonexistent", "A.B").read()->empty());
    EXPECT_FALSE(*Regressions("", "A.B").add("token", "signature", "summary"));
}

}  // namespace
}  // namespace contend::run
