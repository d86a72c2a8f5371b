// Goal: whatever is typed, the program answers with one helpful message and the right exit code.
#include <contend/cli/program.hpp>

#include <contend/cli/exit_code.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace contend::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

struct Answer {
    int code;
    std::string out;
    std::string err;
};

Answer run(const std::vector<std::string>& arguments) {
    std::ostringstream out;
    std::ostringstream err;
    const int code = run_program(arguments, out, err);
    return {code, out.str(), err.str()};
}

void expect_misuse(const std::vector<std::string>& arguments, const std::string& part) {
    const Answer result = run(arguments);
    EXPECT_EQ(result.code, exit_misuse);
    EXPECT_THAT(result.out, IsEmpty());
    EXPECT_THAT(result.err, AllOf(StartsWith("contend: "), HasSubstr(part)));
    EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << result.err;
}

TEST(Program, explains_itself_when_asked) {
    for (const char* flag : {"--help", "-h"}) {
        const Answer result = run({flag});
        EXPECT_EQ(result.code, exit_ok);
        EXPECT_THAT(result.out,
                    AllOf(HasSubstr("report"), HasSubstr("replay"), HasSubstr("Examples:")));
        EXPECT_THAT(result.err, IsEmpty());
    }
}

TEST(Program, explains_each_command) {
    const Answer report = run({"report", "--help"});
    EXPECT_EQ(report.code, exit_ok);
    EXPECT_THAT(report.out,
                AllOf(HasSubstr("--summary"), HasSubstr("--width"), HasSubstr("Exit code:")));
    const Answer replay = run({"replay", "--help"});
    EXPECT_EQ(replay.code, exit_ok);
    EXPECT_THAT(replay.out,
                AllOf(HasSubstr("contend replay TOKEN -- ./cache_test"), HasSubstr("exit code")));
}

TEST(Program, tells_its_version) {
    const Answer result = run({"--version"});
    EXPECT_EQ(result.code, exit_ok);
    EXPECT_THAT(result.out, StartsWith("contend "));
}

TEST(Program, without_arguments_is_a_misuse_that_shows_the_help) {
    const Answer result = run({});
    EXPECT_EQ(result.code, exit_misuse);
    EXPECT_THAT(result.out, IsEmpty());
    EXPECT_THAT(result.err, HasSubstr("Examples:"));
}

TEST(Program, names_the_command_it_does_not_know) {
    expect_misuse({"reprot"}, "there is no command 'reprot'; the commands are report, replay, ");
    expect_misuse({""}, "there is no command ''");
    expect_misuse({"\x1b[2J"}, "'\\x1b[2J'");
}

TEST(Program, names_the_option_it_does_not_know) {
    expect_misuse({"report", "--colour=red", "x"}, "--colour");
    expect_misuse({"--quiet"}, "--quiet");
}

TEST(Program, names_what_is_missing_or_wrong) {
    expect_misuse({"report"}, "path is required");
    expect_misuse({"replay", "--", "./t"}, "token is required");
    expect_misuse({"report", "x", "--width", "3"}, "--width");
    expect_misuse({"report", "x", "--width", "many"}, "--width");
    expect_misuse({"report", "x", "--color", "red"}, "--color");
    expect_misuse({"replay", "TOKEN", "more", "--", "./t"}, "more");
}

TEST(Program, wants_the_test_binary_for_a_replay) {
    expect_misuse({"replay", "TOKEN"}, "replay needs the test binary behind `--`");
    expect_misuse({"replay", "TOKEN", "--"}, "replay needs the test binary behind `--`");
}

}  // namespace
}  // namespace contend::cli
