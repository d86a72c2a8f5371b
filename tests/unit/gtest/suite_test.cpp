// Goal: a suite under contend fails what is wrong, test by test, and its exit code says so.
#include <bad_input/program.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace contend::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class Suite : public ::testing::Test {
protected:
    void SetUp() override {
        if (subject.empty()) GTEST_SKIP() << "needs a build with ThreadSanitizer";
    }

    static Ran run(const std::string& test, std::vector<std::string> arguments = {}) {
        arguments.push_back("--gtest_filter=" + test);
        return run_program(subject, arguments);
    }

    static const std::string subject;
};

const std::string Suite::subject = CONTEND_SUBJECT;

TEST_F(Suite, passes_with_the_exit_code_0) {
    const Ran ran = run("Subject.IsClean:Plain.Passes");
    EXPECT_EQ(ran.exit_code, 0) << ran.output;
    EXPECT_THAT(ran.output, HasSubstr("PASSED: Subject.IsClean: 20,000 executions"));
}

TEST_F(Suite, fails_the_test_whose_exploration_finds_something) {
    const Ran ran = run("Subject.Races:Plain.Passes");
    EXPECT_EQ(ran.exit_code, 1);
    EXPECT_THAT(ran.output, AllOf(HasSubstr("[  FAILED  ] Subject.Races"),
                                  HasSubstr("[       OK ] Plain.Passes"),
                                  HasSubstr("(reproduced 5 of 5 times)")));
}

TEST_F(Suite, fails_the_test_during_which_free_threads_race) {
    const Ran ran = run("Plain.*");
    EXPECT_EQ(ran.exit_code, 1);
    EXPECT_THAT(ran.output, AllOf(HasSubstr("race detected during execution of test"),
                                  HasSubstr("[  FAILED  ] Plain.RacesFreely"),
                                  HasSubstr("[       OK ] Plain.Passes")));
}

TEST_F(Suite, fails_the_test_whose_expected_finding_is_not_there) {
    const Ran ran = run("Subject.ExpectsARace");
    EXPECT_EQ(ran.exit_code, 1);
    EXPECT_THAT(ran.output, HasSubstr("not as expected"));
}

TEST_F(Suite, takes_a_failed_assertion_in_an_execution_for_a_finding_with_its_place) {
    const Ran ran = run("Exploration.FailsAnAssertionInAThread");
    EXPECT_EQ(ran.exit_code, 1);
    EXPECT_THAT(ran.output, AllOf(HasSubstr("ASSERTION FAILED"), HasSubstr("subject.cpp:"),
                                  HasSubstr("the other thread was first")));
}

TEST_F(Suite, replays_its_token_by_the_command_it_prints) {
    const Ran found = run("Subject.Races");
    const std::size_t begin = found.output.find("CONTEND_REPLAY=");
    ASSERT_NE(begin, std::string::npos) << found.output;
    const std::string command = found.output.substr(begin, found.output.find('\n', begin) - begin);
    const Ran again = run_program("/bin/sh", {"-c", command});
    EXPECT_EQ(again.exit_code, 1) << command << '\n' << again.output;
    EXPECT_THAT(again.output, HasSubstr("DATA RACE in Subject.Races"));
}

TEST_F(Suite, finds_the_same_in_every_run_and_in_other_orders) {
    const auto token = [](const Ran& ran) {
        const std::size_t begin = ran.output.find("contend1.");
        return ran.output.substr(begin, ran.output.find_first_of(" \n", begin) - begin);
    };
    const std::string first = token(run("Subject.*"));
    EXPECT_EQ(token(run("Subject.Races")), first);
    EXPECT_EQ(token(run("Subject.*:Plain.*", {"--gtest_shuffle", "--gtest_random_seed=3"})), first);
}

TEST_F(Suite, explores_in_its_own_process_for_a_debugger) {
    const Ran ran = run("Subject.Races", {"--contend_isolation=none"});
    EXPECT_EQ(ran.exit_code, 1) << ran.output;
    EXPECT_THAT(ran.output, HasSubstr("DATA RACE in Subject.Races"));
}

TEST_F(Suite, lists_its_flags) {
    const Ran ran = run_program(subject, {"--contend_help"});
    EXPECT_EQ(ran.exit_code, 0);
    EXPECT_THAT(ran.output, AllOf(HasSubstr("--contend_budget"), HasSubstr("CONTEND_BUDGET")));
}

}  // namespace
}  // namespace contend::test
