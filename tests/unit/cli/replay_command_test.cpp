// Goal: `contend replay` becomes the test binary, or says why it cannot. Method: it replaces the
// process, so the successful cases run in a death test's child, with /bin/sh as the binary.
#include <contend/cli/exit_code.hpp>
#include <contend/cli/program.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace contend::cli {
namespace {

using ::testing::ExitedWithCode;
using ::testing::HasSubstr;

int run(const std::vector<std::string>& arguments, std::string& err) {
    std::ostringstream out;
    std::ostringstream errors;
    const int code = run_program(arguments, out, errors);
    err = errors.str();
    return code;
}

/// What the program says about a binary that cannot be started.
std::string refusal(const std::string& binary) {
    std::string err;
    EXPECT_EQ(run({"replay", "TOKEN", "--", binary}, err), exit_misuse);
    return err;
}

TEST(ReplayCommandDeathTest, ends_as_the_test_binary_ends) {
    std::string err;
    EXPECT_EXIT(run({"replay", "TOKEN", "--", "/bin/sh", "-c", "exit 1"}, err), ExitedWithCode(1),
                "");
    EXPECT_EXIT(run({"replay", "TOKEN", "--", "/bin/sh", "-c", "exit 0"}, err), ExitedWithCode(0),
                "");
}

TEST(ReplayCommandDeathTest, hands_the_token_and_the_arguments_over_unchanged) {
    std::string err;
    const std::string script =
        R"(test "$CONTEND_REPLAY" = contend1.a-b_c && test "$1" = -- && test "$2" = 'a  b')";
    EXPECT_EXIT(
        run({"replay", "contend1.a-b_c", "--", "/bin/sh", "-c", script, "sh", "--", "a  b"}, err),
        ExitedWithCode(0), "");
}

TEST(ReplayCommand, says_that_there_is_no_such_binary) {
    EXPECT_THAT(refusal("/no/such/binary"),
                HasSubstr("cannot run /no/such/binary: there is no such program; is it built?"));
    EXPECT_THAT(refusal("no-such-binary-anywhere"), HasSubstr("there is no such program"));
}

TEST(ReplayCommand, says_that_a_file_is_not_executable) {
    EXPECT_THAT(refusal("/etc/passwd"), HasSubstr("it is not an executable file"));
}

TEST(ReplayCommand, guesses_the_path_that_was_meant) {
    const std::filesystem::path before = std::filesystem::current_path();
    const std::filesystem::path directory =
        std::filesystem::path{::testing::TempDir()} / "contend_replay_test";
    std::filesystem::create_directories(directory);
    std::filesystem::current_path(directory);
    std::ofstream{"my_cache_test"} << "not important";
    const std::string err = refusal("my_cache_test");
    std::filesystem::current_path(before);
    std::filesystem::remove_all(directory);
    EXPECT_THAT(err, HasSubstr("did you mean ./my_cache_test?"));
}

TEST(ReplayCommand, refuses_an_empty_token) {
    std::string err;
    EXPECT_EQ(run({"replay", "", "--", "/bin/sh"}, err), exit_misuse);
    EXPECT_THAT(err, HasSubstr("the token is empty"));
}

}  // namespace
}  // namespace contend::cli
