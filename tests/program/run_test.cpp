// Goal: whole programs are explored as they are, by `contend run`, and replayed. Method: the programs in subject/, started
// plainly and through the `contend` program.
#include "../support/shell.hpp"

#include <contend/report/file.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace contend::report {
namespace {

using testing::HasSubstr;

using Ran = test::ShellRan;
using test::shell;

std::string subject(const std::string& name) {
    return std::string(CONTEND_SUBJECTS) + "/subject_" + name;
}

class WholeProgram : public testing::Test {
protected:
    void SetUp() override {
        std::string folder = (std::filesystem::temp_directory_path() / "contend-XXXXXX").string();
        ASSERT_NE(mkdtemp(folder.data()), nullptr);
        folder_ = folder;
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    Ran run(const std::string& options, const std::string& command) {
        return shell(std::string(CONTEND_PROGRAM) + " run --progress none --json " +
                     (folder_ / "report.json").string() + " " + options + " -- " + command);
    }

    Report report() {
        auto read = read_file(folder_ / "report.json");
        EXPECT_TRUE(read) << read.error().message.c_str();
        return read ? *read : Report();
    }

    std::filesystem::path folder_;
};

TEST_F(WholeProgram, runs_as_ever_when_it_is_started_plainly) {
    const Ran passes = shell(subject("lost_update"));
    EXPECT_EQ(passes.output, "counted 2\n");
    EXPECT_EQ(passes.status, 0);
    const Ran races = shell(subject("races"));
    EXPECT_THAT(races.output, HasSubstr("data race"));
    EXPECT_THAT(races.output, HasSubstr("races.cpp:"));
    EXPECT_EQ(races.status, 66);
    EXPECT_EQ(shell(subject("leaves_at_once")).status, 66);
}

TEST_F(WholeProgram, passes_without_fault_and_sleeps_no_real_minutes) {
    const Ran ran = run("--executions 50 --budget 0s", subject("correct") + " 5");
    EXPECT_EQ(ran.status, 0) << ran.output;
    EXPECT_EQ(report().verdict, Verdict::passed);
    EXPECT_EQ(report().stats.executions, 50u);
}

TEST_F(WholeProgram, has_threads_like_any_other) {
    EXPECT_EQ(shell(subject("asks_about_its_threads")).status, 0);
    const Ran ran = run("--executions 50 --budget 0s", subject("asks_about_its_threads"));
    EXPECT_EQ(ran.status, 0) << ran.output;
}

TEST_F(WholeProgram, goes_on_when_somebody_kills_it) {
    const std::string file = (folder_ / "killed").string();
    const Ran ran = run("--executions 50 --budget 0s", subject("killed_once") + " " + file);
    EXPECT_EQ(ran.status, 0) << ran.output;
    EXPECT_EQ(report().stats.executions, 50u);
    EXPECT_EQ(report().stats.workers_killed, 1u);
}

TEST_F(WholeProgram, is_told_by_its_exit_status_and_shows_what_it_printed) {
    const Ran ran = run("", subject("lost_update"));
    EXPECT_EQ(ran.status, 1) << ran.output;
    const Report found = report();
    ASSERT_EQ(found.findings.size(), 1u) << ran.output;
    EXPECT_EQ(found.findings[0].kind, Kind::assertion);
    EXPECT_THAT(found.findings[0].summary, HasSubstr("exit status 1"));
    EXPECT_THAT(found.findings[0].output, HasSubstr("counted 1"));
    EXPECT_EQ(found.findings[0].confirmed.times, found.findings[0].confirmed.of);
}

TEST_F(WholeProgram, may_end_with_the_status_that_is_expected) {
    EXPECT_EQ(run("--executions 20 --status 3", "/bin/sh -c 'exit 3'").status, 2);
    const Ran ran = run("--executions 20 --status 1", subject("lost_update"));
    EXPECT_THAT(ran.output, HasSubstr("exit status 0"));
}

TEST_F(WholeProgram, races_from_its_static_initialisers_on) {
    const Ran ran = run("", subject("races"));
    EXPECT_EQ(ran.status, 1) << ran.output;
    ASSERT_EQ(report().findings.size(), 1u) << ran.output;
    EXPECT_EQ(report().findings[0].kind, Kind::data_race);
    EXPECT_THAT(ran.output, HasSubstr("races.cpp:"));
}

TEST_F(WholeProgram, runs_freely_if_told_so) {
    const Ran ran = run("--strategy parallel", subject("races"));
    EXPECT_EQ(ran.status, 1) << ran.output;
    ASSERT_EQ(report().findings.size(), 1u) << ran.output;
    EXPECT_EQ(report().findings[0].kind, Kind::data_race);
    EXPECT_FALSE(report().findings[0].token.empty()) << ran.output;
}

TEST_F(WholeProgram, is_verified_when_every_interleaving_has_been_executed) {
    const Ran ran = run("--strategy exhaustive", subject("correct"));
    EXPECT_EQ(ran.status, 0) << ran.output;
    EXPECT_TRUE(report().stats.exhausted) << ran.output;
    EXPECT_GT(report().stats.interleavings, 1u);
}

TEST_F(WholeProgram, has_its_interleavings_counted_in_all_its_processes) {
    run("--strategy exhaustive", subject("correct"));
    const std::uint64_t all = report().stats.interleavings;
    const Ran ran = run("--strategy pos --executions 300 --jobs 2", subject("correct"));
    EXPECT_EQ(ran.status, 0) << ran.output;
    EXPECT_GT(report().stats.interleavings, 1u);
    EXPECT_LE(report().stats.interleavings, all);
    ASSERT_TRUE(report().stats.new_probability) << ran.output;
    EXPECT_LT(*report().stats.new_probability, 0.2) << ran.output;
}

TEST_F(WholeProgram, may_leave_at_once) {
    const Ran ran = run("", subject("leaves_at_once"));
    EXPECT_EQ(ran.status, 1) << ran.output;
    ASSERT_EQ(report().findings.size(), 1u) << ran.output;
    EXPECT_EQ(report().findings[0].kind, Kind::data_race);
}

TEST_F(WholeProgram, may_be_in_c) {
    const Ran ran = run("", subject("opposite_locks"));
    EXPECT_EQ(ran.status, 1) << ran.output;
    ASSERT_EQ(report().findings.size(), 1u) << ran.output;
    EXPECT_EQ(report().findings[0].kind, Kind::deadlock);
}

TEST_F(WholeProgram, replays_from_its_token) {
    run("", subject("lost_update"));
    const Report found = report();
    ASSERT_EQ(found.findings.size(), 1u);
    const std::string replay =
        std::string(CONTEND_PROGRAM) + " replay " + found.findings[0].token + " -- ";
    for (int i = 0; i < 3; ++i) {
        const Ran ran = shell(replay + subject("lost_update"));
        EXPECT_EQ(ran.status, 1) << ran.output;
        EXPECT_THAT(ran.output, HasSubstr("exit status 1"));
    }
    const Ran other = shell(replay + subject("races"));
    EXPECT_EQ(other.status, 2);
    EXPECT_THAT(other.output, HasSubstr("not for subject_races"));
}

TEST_F(WholeProgram, gets_its_arguments_and_its_input_every_time) {
    const Ran ran = shell("printf 'a line\\n' | " + std::string(CONTEND_PROGRAM) +
                          " run --progress none --executions 3 --status 9 --input - --json " +
                          (folder_ / "report.json").string() + " -- " + subject("correct") + " 5");
    EXPECT_EQ(ran.status, 1) << ran.output;
    ASSERT_EQ(report().findings.size(), 1u) << ran.output;
    EXPECT_THAT(report().findings[0].output, HasSubstr("read a line\ntotal 8"));
}

TEST_F(WholeProgram, that_is_none_is_misuse) {
    for (const char* command : {"/no/such/program", "/bin/true", "/tmp", ""}) {
        const Ran ran = run("", command);
        EXPECT_EQ(ran.status, 2) << command << ran.output;
        EXPECT_THAT(ran.output, HasSubstr("contend: ")) << command;
    }
    EXPECT_EQ(run("--strategy sideways", subject("correct")).status, 2);
    EXPECT_EQ(run("--no-such-option", subject("correct")).status, 2);
}

}  // namespace
}  // namespace contend::report
