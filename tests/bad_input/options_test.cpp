// Goal: misuse is one clear sentence and the exit code 2, never a run that says "passed".
#include "program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace contend::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class BadOptions : public ::testing::Test {
protected:
    void SetUp() override {
        if (subject.empty()) GTEST_SKIP() << "needs a build with ThreadSanitizer";
    }

    static void expect_refused(const std::vector<std::string>& arguments,
                               const std::vector<std::string>& variables, const std::string& why) {
        const Ran ran = run_program(subject, arguments, variables);
        EXPECT_EQ(ran.exit_code, 2) << ran.output;
        EXPECT_EQ(complaints(ran).size(), 1U) << ran.output;
        EXPECT_THAT(ran.output, HasSubstr(why));
        EXPECT_THAT(ran.output, Not(HasSubstr("[ RUN ")));
    }

    // Misuse that only the test's own exploration can notice.
    static void expect_unable(const std::string& test, const std::vector<std::string>& variables,
                              const std::string& why) {
        const Ran ran = run_program(subject, {"--gtest_filter=" + test}, variables);
        EXPECT_EQ(ran.exit_code, 2) << ran.output;
        EXPECT_THAT(ran.output,
                    AllOf(HasSubstr("ERROR: contend could not judge " + test), HasSubstr(why)));
        EXPECT_EQ(ran.output.find("ERROR: "), ran.output.rfind("ERROR: ")) << ran.output;
    }

    static const std::string subject;
};

const std::string BadOptions::subject = CONTEND_SUBJECT;

TEST_F(BadOptions, are_refused_as_flags) {
    expect_refused({"--contend_bugdet=1s"}, {}, "unknown flag --contend_bugdet");
    expect_refused({"--contend_budget=soon"}, {}, "\"soon\"");
    expect_refused({"--contend_budget"}, {}, "needs a value");
    expect_refused({"--contend_jobs=-1"}, {}, "\"-1\"");
    expect_refused({"--contend_steps=99999999999999999999"}, {}, "--contend_steps");
    expect_refused({"--contend_strategy=best"}, {},
                   "random, pct, pos, surw, feedback, portfolio, exhaustive, parallel or replay");
    expect_refused({"--contend_shard=2/2"}, {}, "2/2");
    expect_refused({"--contend_granularity="}, {}, "granularity");
    expect_refused({"--verbose"}, {}, "unknown argument --verbose");
}

TEST_F(BadOptions, are_refused_in_the_environment) {
    expect_refused({}, {"CONTEND_EXECUTIONS=many"}, "CONTEND_EXECUTIONS");
    expect_refused({}, {"CONTEND_SHARD=1"}, "shard");
    expect_refused({}, {"CONTEND_CONTEXT=fiber"}, "auto, donated or futex");
}

TEST_F(BadOptions, are_refused_once_however_many_there_are) {
    expect_refused({"--contend_jobs=x", "--contend_steps=y"}, {}, "\"x\"");
}

TEST_F(BadOptions, do_not_let_a_run_pass_that_explores_nothing) {
    expect_unable("Subject.IsClean",
                  {"CONTEND_SHARD=0/1", "CONTEND_BUDGET=1ms", "CONTEND_SUPPRESSIONS=/nowhere"},
                  "/nowhere");
}

TEST_F(BadOptions, name_the_report_folder_that_cannot_be_written) {
    expect_unable("Subject.IsClean", {"CONTEND_REPORT_DIR=/proc/none", "CONTEND_EXECUTIONS=10"},
                  "/proc/none");
}

TEST_F(BadOptions, name_the_line_of_a_damaged_suppression) {
    const std::string file = fresh_folder("suppressions") + "/races.txt";
    std::ofstream(file) << "race:Known\nnonsense\n";
    expect_unable("Subject.IsClean", {"CONTEND_SUPPRESSIONS=" + file}, file + ":2");
}

TEST_F(BadOptions, name_the_line_of_a_damaged_regression) {
    const std::string folder = fresh_folder("regressions");
    const std::string file = folder + "/Subject.IsClean.txt";
    std::ofstream(file) << "# a finding\ncontend1.damaged\n";
    expect_unable("Subject.IsClean", {"CONTEND_REGRESSIONS=" + folder}, file + ":2");
}

TEST_F(BadOptions, do_not_hide_a_specification_that_makes_no_sense) {
    expect_unable("Subject.HasNoOperations", {}, ".operation(");
    expect_unable("Subject.ExpectsWhatThereIsNot", {}, "data-rice");
}

}  // namespace
}  // namespace contend::test
