// Goal: whatever is wrong with the input, one line says so and nothing on disk changes.
#include <contend/cli/exit_code.hpp>
#include <contend/cli/program.hpp>
#include <contend/report/file.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace contend::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class MergeCommand : public ::testing::Test {
protected:
    MergeCommand()
        : directory_(fs::path{::testing::TempDir()} /
                     ("contend_merge_test_" + std::to_string(getpid()))) {
        fs::create_directories(directory_);
    }
    ~MergeCommand() override {
        std::error_code ignored;
        fs::remove_all(directory_, ignored);
    }

    std::string path(const std::string& name) const { return (directory_ / name).string(); }

    void add(const std::string& name, const std::string& subject, std::uint64_t executions,
             const std::string& build_id = "cafe") {
        report::Report report;
        report.subject = subject;
        report.verdict = report::Verdict::passed;
        report.stats.executions = executions;
        report.environment.build_id = build_id;
        EXPECT_TRUE(report::write_file(directory_ / name, report).ok());
    }

    int merge(const std::vector<std::string>& inputs, const std::string& output) {
        std::vector<std::string> arguments{"merge"};
        for (const std::string& input : inputs) arguments.push_back(path(input));
        arguments.insert(arguments.end(), {"--output", path(output)});
        out_.str("");
        err_.str("");
        return run_program(arguments, out_, err_);
    }

    void expect_refused(const std::vector<std::string>& inputs, const std::string& why) {
        EXPECT_EQ(merge(inputs, "merged"), exit_misuse);
        const std::string said = err_.str();
        EXPECT_THAT(said, HasSubstr(why));
        EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 1) << said;
        EXPECT_THAT(out_.str(), IsEmpty());
        for (const fs::directory_entry& entry : fs::directory_iterator{directory_})
            EXPECT_EQ(entry.path().filename().string().rfind("merged", 0), std::string::npos)
                << entry.path();
    }

    fs::path directory_;
    std::ostringstream out_;
    std::ostringstream err_;
};

TEST_F(MergeCommand, writes_one_report_a_subject) {
    add("0/A.First.json", "A.First", 10);
    add("1/A.First.json", "A.First", 20);
    add("1/A.Second.json", "A.Second", 5);
    EXPECT_EQ(merge({"0", "1"}, "merged/"), exit_ok) << err_.str();
    const auto first = report::read_file(directory_ / "merged" / "A.First.json");
    ASSERT_TRUE(first.ok()) << first.error().message.c_str();
    EXPECT_EQ(first.value().stats.executions, 30U);
    const auto second = report::read_file(directory_ / "merged" / "A.Second.json");
    ASSERT_TRUE(second.ok());
    EXPECT_EQ(second.value().stats.executions, 5U);
    EXPECT_THAT(out_.str(), HasSubstr("A.First"));
}

TEST_F(MergeCommand, fails_when_a_shard_failed) {
    add("0/A.First.json", "A.First", 10);
    report::Report failed = report::read_file(directory_ / "0/A.First.json").value();
    failed.verdict = report::Verdict::failed;
    failed.findings.emplace_back().summary = "wrong";
    ASSERT_TRUE(report::write_file(directory_ / "1/A.First.json", failed).ok());
    EXPECT_EQ(merge({"0", "1"}, "merged"), exit_failed);
}

TEST_F(MergeCommand, reads_a_file_that_is_named_twice_once) {
    add("0/A.First.json", "A.First", 10);
    EXPECT_EQ(merge({"0", "0/A.First.json"}, "merged"), exit_ok);
    EXPECT_EQ(report::read_file(directory_ / "merged/A.First.json").value().stats.executions, 10U);
}

TEST_F(MergeCommand, refuses_reports_of_different_builds) {
    add("0/A.First.json", "A.First", 10, "cafe");
    add("1/A.First.json", "A.First", 10, "beef");
    expect_refused({"0", "1"}, "different builds cafe and beef");
}

TEST_F(MergeCommand, names_missing_shards_and_refuses_one_that_was_run_twice) {
    const auto shard = [&](const std::string& name, const std::string& of, std::uint64_t count) {
        add(name, "A.First", count);
        report::Report report = report::read_file(directory_ / name).value();
        report.stats.shards = {of};
        ASSERT_TRUE(report::write_file(directory_ / name, report).ok());
    };
    shard("0/A.First.json", "0/3", 10);
    shard("1/A.First.json", "1/3", 10);
    EXPECT_EQ(merge({"0", "1"}, "joined"), exit_ok);
    EXPECT_THAT(err_.str(), HasSubstr("A.First is without shard 2 of 3"));
    shard("again/A.First.json", "1/3", 11);
    expect_refused({"0", "1", "again"}, "they are different results of the shard 1/3");
}

TEST_F(MergeCommand, refuses_damaged_foreign_and_missing_files) {
    add("0/A.First.json", "A.First", 10);
    std::ofstream(path("cut.json")) << "{\"schema\": \"contend.rep";
    expect_refused({"0", "cut.json"}, "cut.json");
    std::ofstream(path("foreign.json")) << "{\"name\": \"package\"}";
    expect_refused({"0", "foreign.json"}, "foreign.json");
    expect_refused({"0", "none.json"}, "none.json");
    fs::create_directories(directory_ / "empty");
    expect_refused({"0", "empty"}, "no reports");
}

TEST_F(MergeCommand, overwrites_nothing) {
    add("0/A.First.json", "A.First", 10);
    add("kept/A.First.json", "A.First", 99);
    EXPECT_EQ(merge({"0"}, "kept"), exit_misuse);
    EXPECT_THAT(err_.str(), HasSubstr("not empty"));
    EXPECT_EQ(merge({"0"}, "0/A.First.json"), exit_misuse);
    EXPECT_EQ(report::read_file(directory_ / "kept/A.First.json").value().stats.executions, 99U);
    EXPECT_EQ(report::read_file(directory_ / "0/A.First.json").value().stats.executions, 10U);
}

TEST_F(MergeCommand, needs_input_and_output) {
    EXPECT_EQ(run_program({"merge"}, out_, err_), exit_misuse);
    EXPECT_EQ(run_program({"merge", path("0")}, out_, err_), exit_misuse);
    EXPECT_THAT(err_.str(), HasSubstr("--output"));
}

TEST_F(MergeCommand, explains_itself_with_an_example) {
    EXPECT_EQ(run_program({"merge", "--help"}, out_, err_), exit_ok);
    EXPECT_THAT(out_.str(), HasSubstr("contend merge shard-0 shard-1 --output merged"));
    EXPECT_THAT(out_.str(), HasSubstr("Exit code"));
}

}  // namespace
}  // namespace contend::cli
