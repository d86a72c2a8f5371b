// Goal: `contend run` over the tests of binaries and build directories: all are run, what fails is told, and the exit code
// is right. The tests are real where they explore, and shell scripts that answer as GoogleTest does where they must crash
// or hang.
#include "../support/shell.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <thread>

namespace contend::test {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

std::string example(const std::string& name) {
    return std::string(CONTEND_EXAMPLES) + "/example_" + name;
}

std::string contents(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

class TestsRun : public testing::Test {
protected:
    void SetUp() override {
        std::string folder = (std::filesystem::temp_directory_path() / "contend-XXXXXX").string();
        ASSERT_NE(mkdtemp(folder.data()), nullptr);
        folder_ = folder;
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    ShellRan contend(const std::string& arguments) {
        return shell("cd " + folder_.string() + " && " + CONTEND_PROGRAM + " " + arguments);
    }

    std::filesystem::path folder_;

    std::string script(const std::string& name, const std::string& body) {
        const std::filesystem::path path = folder_ / name;
        std::ofstream(path) << "#!/bin/sh\n" << body;
        chmod(path.c_str(), 0755);
        return path.string();
    }

    /// Whose tests pass, fail, crash, skip and hang.
    std::string mixed() {
        return script("mixed", R"(case "$1" in
--gtest_list_tests) printf 'Suite.\n  Passes\n  Fails\n  DISABLED_Never\nWith/Parameter.  # TypeParam = int\n  Crashes/0  # GetParam() = 3\n  Skips\n  Hangs\n' ;;
--gtest_filter=Suite.Passes) echo "$CONTEND_SHARD $CONTEND_JOBS" > seen ;;
--gtest_filter=Suite.Fails) echo "expected 1, got 2"; exit 1 ;;
--gtest_filter=With/Parameter.Crashes/0) kill -SEGV $$ ;;
--gtest_filter=With/Parameter.Skips) exit 77 ;;
--gtest_filter=With/Parameter.Hangs) sleep 100 ;;
esac
)");
    }
};

TEST_F(TestsRun, explores_the_tests_of_a_binary_and_shows_a_table) {
    const ShellRan ran = contend("run --report_dir reports --executions 500 " +
                                 example("mutex_map") + " " + example("unguarded_map"));
    EXPECT_EQ(ran.status, 0) << ran.output;
    EXPECT_THAT(ran.output, ContainsRegex("ok  MutexMap.IsRaceFree +passed +none +500 "));
    EXPECT_THAT(ran.output,
                ContainsRegex("ok  UnguardedMap.IsIteratedWhileWritten +failed +data-race"));
    EXPECT_THAT(ran.output, HasSubstr("2 tests: 0 failed"));
    EXPECT_TRUE(std::filesystem::exists(folder_ / "reports/MutexMap.IsRaceFree.json"));
}

TEST_F(TestsRun, tells_what_failed_crashed_and_hung) {
    const ShellRan ran = contend("run --timeout 1 --shard 1/3 --jobs 2 " + mixed());
    EXPECT_EQ(ran.status, 1) << ran.output;
    EXPECT_THAT(ran.output, HasSubstr("FAILED: Suite.Fails: it ended with status 1; no report says "
                                      "why\n    expected 1, got 2\n"));
    EXPECT_THAT(ran.output, HasSubstr("FAILED: With/Parameter.Crashes/0: it ended with SIGSEGV"));
    EXPECT_THAT(ran.output, HasSubstr("FAILED: With/Parameter.Hangs: it ended with time-out"));
    EXPECT_THAT(ran.output, HasSubstr("5 tests: 3 failed, 1 skipped\n"));
    EXPECT_THAT(ran.output, ContainsRegex("5/5 FAILED  With/Parameter.Hangs"));
    EXPECT_THAT(ran.output, Not(HasSubstr("DISABLED_")));
    EXPECT_EQ(contents(folder_ / "seen"), "1/3 1\n");
}

TEST_F(TestsRun, takes_only_the_tests_that_are_wanted) {
    const ShellRan ran = contend("run --tests 'Passes$' " + mixed());
    EXPECT_EQ(ran.status, 0) << ran.output;
    EXPECT_THAT(ran.output, HasSubstr("1 test: 0 failed"));
}

TEST_F(TestsRun, divides_a_total_budget_and_the_workers) {
    const std::string test = script("asks", R"(case "$1" in
--gtest_list_tests) printf 'S.\n  A\n  B\n  C\n' ;;
*) echo "$CONTEND_BUDGET $CONTEND_EXECUTIONS $CONTEND_JOBS" > "seen${1#*S}" ;;
esac
)");
    EXPECT_EQ(contend("run --jobs 2 --total-budget 20s " + test).status, 0);
    // Three tests, two at a time: two rounds of ten seconds.
    for (const char* name : {"seen.A", "seen.B", "seen.C"})
        EXPECT_EQ(contents(folder_ / name), "10000ms 0 1\n");
    EXPECT_EQ(contend("run --jobs 6 --executions 7 " + test).status, 0);
    EXPECT_EQ(contents(folder_ / "seen.B"), " 7 2\n");
}

TEST_F(TestsRun, has_ctest_run_a_build_directory) {
    std::ofstream(folder_ / "CTestTestfile.cmake")
        << "add_test(explores \"" << example("unguarded_map") << "\""
        << " --gtest_filter=UnguardedMap.IsIteratedWhileWritten)\n"
        << "set_tests_properties(explores PROPERTIES LABELS race ENVIRONMENT "
        << "\"CONTEND_REPORT_DIR=" << (folder_ / "theirs").string() << "\")\n"
        << "add_test(breaks sh -c \"echo what is wrong; exit 3\")\n";
    ShellRan ran = contend("run .");
    EXPECT_EQ(ran.status, 1) << ran.output;
    EXPECT_THAT(ran.output, ContainsRegex("ok  UnguardedMap.IsIteratedWhileWritten"));
    EXPECT_THAT(ran.output,
                ContainsRegex("FAILED: breaks: it ended with [^\n]*\n[^\n]*what is wrong"));
    EXPECT_THAT(ran.output, HasSubstr("2 tests: 1 failed"));
    EXPECT_TRUE(
        std::filesystem::exists(folder_ / "theirs/UnguardedMap.IsIteratedWhileWritten.json"));
    ran = contend("run . --label race");
    EXPECT_EQ(ran.status, 0) << ran.output;
    EXPECT_THAT(ran.output, HasSubstr("1 test: 0 failed"));
}

TEST_F(TestsRun, counts_no_report_of_an_earlier_run) {
    const std::string both = example("mutex_map") + " " + example("unguarded_map");
    ASSERT_EQ(contend("run --report_dir reports --executions 100 " + both).status, 0);
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    const ShellRan ran =
        contend("run --report_dir reports --executions 100 " + example("mutex_map"));
    EXPECT_THAT(ran.output, HasSubstr("1 subject:"));
}

TEST_F(TestsRun, is_misused_with_what_has_no_tests) {
    for (const auto& [arguments, complaint] : std::map<std::string, std::string>{
             {"/nonexistent", "there is no /nonexistent; is it built?"},
             {"/usr", "is not a build directory"},
             {"/bin/true", "has no tests: `/bin/true --gtest_list_tests` lists none"},
             {mixed() + " --tests Nothing", "no test has such a name or label"},
             {mixed() + " --tests '('", "regular expressions"},
             {mixed() + " --label race", "the tests of a binary have none"},
             {mixed() + " --strategy guessing", "the option strategy can not be"},
             {mixed() + " --total-budget soon", "takes a time"},
             {mixed() + " -- /bin/true", "not both"},
             {"", "run needs a test binary or a build directory"}}) {
        const ShellRan ran = contend("run " + arguments);
        EXPECT_EQ(ran.status, 2) << arguments;
        EXPECT_THAT(ran.output, HasSubstr(complaint));
        EXPECT_EQ(std::count(ran.output.begin(), ran.output.end(), '\n'), 1) << ran.output;
    }
}

}  // namespace
}  // namespace contend::test
