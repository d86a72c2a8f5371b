#include <contend/cli/exit_code.hpp>
#include <contend/cli/program.hpp>
#include <contend/cli/report_command.hpp>
#include <contend/report/file.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace contend::cli {
namespace {

namespace fs = std::filesystem;
using report::Kind;
using report::Report;
using report::Verdict;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

Report passed(const std::string& subject) {
    Report report;
    report.subject = subject;
    report.verdict = Verdict::passed;
    return report;
}

Report failed(const std::string& subject, Kind kind) {
    Report report;
    report.subject = subject;
    report.verdict = Verdict::failed;
    report.findings.emplace_back().kind = kind;
    report.findings[0].summary = "what went wrong in " + subject;
    return report;
}

class ReportCommand : public ::testing::Test {
protected:
    ReportCommand()
        : directory_(fs::path{::testing::TempDir()} /
                     ("contend_cli_test_" + std::to_string(getpid()))) {
        fs::create_directories(directory_);
    }
    ~ReportCommand() override {
        std::error_code ignored;
        fs::remove_all(directory_, ignored);
    }

    std::string add(const std::string& name, const Report& report) {
        const base::Result<std::string> written = report::write_file(directory_ / name, report);
        EXPECT_TRUE(written.ok());
        return written.value();
    }

    std::string add_text(const std::string& name, const std::string& text) {
        std::ofstream{directory_ / name} << text;
        return (directory_ / name).string();
    }

    /// The exit code; out_ and err_ hold what was said.
    int run(std::vector<std::string> arguments, const std::string& color = "never") {
        arguments.insert(arguments.begin(), {"report", "--color", color});
        std::ostringstream out;
        std::ostringstream err;
        const int code = run_program(arguments, out, err);
        out_ = out.str();
        err_ = err.str();
        return code;
    }

    fs::path directory_;
    std::string out_;
    std::string err_;
};

TEST_F(ReportCommand, ends_well_when_every_subject_passed) {
    add("a.json", passed("A"));
    add("deep/er/b.json", passed("B"));
    EXPECT_EQ(run({directory_.string()}), exit_ok);
    EXPECT_THAT(out_, HasSubstr("2 subjects: 2 passed"));
    EXPECT_THAT(err_, IsEmpty());
}

TEST_F(ReportCommand, ends_well_when_the_expected_finding_was_found) {
    Report report = failed("A", Kind::data_race);
    report.expected = Kind::data_race;
    EXPECT_EQ(run({add("a.json", report)}), exit_ok);
    EXPECT_THAT(out_, HasSubstr("1 failed (1 as expected)"));
}

TEST_F(ReportCommand, fails_when_a_subject_failed) {
    add("a.json", passed("A"));
    add("b.json", failed("B", Kind::deadlock));
    EXPECT_EQ(run({directory_.string()}), exit_failed);
    EXPECT_THAT(out_,
                AllOf(HasSubstr("WARNING: DEADLOCK in B"), HasSubstr("what went wrong in B")));
    EXPECT_THAT(out_, Not(HasSubstr("PASSED: A"))) << "a pass needs no text of its own";
}

TEST_F(ReportCommand, fails_when_a_subject_got_no_verdict) {
    Report report;
    report.subject = "A";
    report.reason = "the budget was too small";
    EXPECT_EQ(run({add("a.json", report)}), exit_failed);
    EXPECT_THAT(out_, HasSubstr("UNKNOWN: A: the budget was too small"));
}

TEST_F(ReportCommand, says_where_each_failure_is_written) {
    const std::string path = add("b.json", failed("B", Kind::deadlock));
    run({path});
    EXPECT_THAT(out_, HasSubstr("\nreport: " + path + "\n"));
}

TEST_F(ReportCommand, writes_the_table_alone_on_demand) {
    add("b.json", failed("B", Kind::deadlock));
    EXPECT_EQ(run({"--summary", directory_.string()}), exit_failed);
    EXPECT_THAT(out_, AllOf(HasSubstr("FAIL  B"), Not(HasSubstr("WARNING"))));
}

TEST_F(ReportCommand, writes_passed_subjects_too_when_verbose) {
    add("a.json", passed("A"));
    EXPECT_EQ(run({"--verbose", directory_.string()}), exit_ok);
    EXPECT_THAT(out_, HasSubstr("PASSED: A"));
}

TEST_F(ReportCommand, counts_a_file_named_twice_once) {
    const std::string path = add("a.json", passed("A"));
    fs::create_symlink(path, directory_ / "link.json");
    EXPECT_EQ(run({path, path, directory_.string()}), exit_ok);
    EXPECT_THAT(out_, HasSubstr("1 subject: 1 passed"));
}

TEST_F(ReportCommand, leaves_hidden_files_pipes_and_other_files_alone) {
    add("a.json", passed("A"));
    add_text(".b.json.1.0.tmp", "half a rep");
    add_text(".c.json", "half a rep");
    add_text("notes.txt", "notes");
    ASSERT_EQ(mkfifo((directory_ / "pipe.json").c_str(), 0600), 0);
    EXPECT_EQ(run({directory_.string()}), exit_ok);
    EXPECT_THAT(out_, HasSubstr("1 subject: 1 passed"));
    EXPECT_THAT(err_, IsEmpty());
}

TEST_F(ReportCommand, is_misused_with_a_file_that_is_not_there) {
    EXPECT_EQ(run({(directory_ / "gone.json").string()}), exit_misuse);
    EXPECT_THAT(err_, AllOf(StartsWith("contend: cannot read "), HasSubstr("gone.json"),
                            HasSubstr("does it exist")));
    EXPECT_THAT(out_, IsEmpty());
}

TEST_F(ReportCommand, is_misused_with_a_foreign_or_damaged_file_and_still_shows_the_others) {
    add("a.json", failed("A", Kind::crash));
    add_text("foreign.json", R"({"name": "left-pad"})");
    add_text("damaged.json", R"({"schema": "contend.report/1", "subj)");
    add_text("newer.json", R"({"schema": "contend.report/9"})");
    EXPECT_EQ(run({directory_.string()}), exit_misuse);
    EXPECT_THAT(out_, HasSubstr("WARNING: CRASH in A"));
    EXPECT_THAT(err_, AllOf(HasSubstr("foreign.json: it has no schema id"),
                            HasSubstr("damaged.json: it is not valid JSON"),
                            HasSubstr("newer.json: it is another version")));
}

TEST_F(ReportCommand, is_misused_with_a_directory_without_reports) {
    EXPECT_EQ(run({directory_.string()}), exit_misuse);
    EXPECT_THAT(err_, AllOf(HasSubstr("no reports (*.json) in " + directory_.string()),
                            HasSubstr("did the tests run")));
}

TEST_F(ReportCommand, fits_its_output_to_the_width) {
    Report report = failed("A", Kind::invariant);
    report.findings[0].summary =
        "one two three four five six seven eight nine ten eleven twelve thirteen";
    const std::string path = add("a.json", report);
    run({"--width=40", path});
    EXPECT_THAT(
        out_,
        HasSubstr("\none two three four five six seven eight\nnine ten eleven twelve thirteen\n"));
}

std::string contents(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

TEST_F(ReportCommand, writes_every_format_to_its_file) {
    const std::string path = add("a.json", failed("Suite.A", Kind::invariant));
    std::vector<std::string> arguments = {path};
    for (const Format& format : formats()) {
        arguments.push_back(std::string("--") + format.name);
        arguments.push_back((directory_ / format.name).string());
    }
    EXPECT_EQ(run(arguments), exit_failed);
    EXPECT_THAT(err_, IsEmpty());
    EXPECT_THAT(out_, HasSubstr("1 subject"));
    EXPECT_THAT(contents(directory_ / "junit"),
                HasSubstr("<testcase classname=\"Suite\" name=\"A\""));
    EXPECT_THAT(contents(directory_ / "sarif"), HasSubstr("\"ruleId\": \"invariant\""));
    EXPECT_THAT(contents(directory_ / "markdown"), HasSubstr("| ❌ | Suite.A |"));
    EXPECT_THAT(contents(directory_ / "github"), HasSubstr("::error title=Suite.A"));
    EXPECT_THAT(contents(directory_ / "trace"), HasSubstr("traceEvents"));
    EXPECT_THAT(contents(directory_ / "html"), HasSubstr(R"("subject":"Suite.A")"));
}

TEST_F(ReportCommand, writes_a_format_alone_to_standard_output) {
    const std::string path = add("a.json", failed("A", Kind::invariant));
    EXPECT_EQ(run({path, "--github", "-"}), exit_failed);
    EXPECT_THAT(out_, ::testing::StartsWith("::error "));
    EXPECT_EQ(std::count(out_.begin(), out_.end(), '\n'), 1);
}

TEST_F(ReportCommand, is_misused_where_it_can_not_write_and_leaves_what_is_there) {
    const std::string path = add("a.json", passed("A"));
    EXPECT_EQ(run({path, "--junit", "/nonexistent/junit.xml"}), exit_misuse);
    EXPECT_THAT(err_, HasSubstr("cannot write /nonexistent/junit.xml: No such file or directory"));
    EXPECT_EQ(run({path, "--junit", directory_.string()}), exit_misuse);
    EXPECT_THAT(err_, HasSubstr("it is a folder"));
    // Nothing that is only half written takes the name of the file.
    const std::string file = add_text("junit.xml", "old");
    EXPECT_EQ(run({path, "--junit", file}), exit_ok);
    EXPECT_THAT(contents(file), HasSubstr("</testsuites>"));
    for (const fs::directory_entry& entry : fs::directory_iterator(directory_))
        EXPECT_THAT(entry.path().filename().string(), Not(HasSubstr(".part")));
}

TEST_F(ReportCommand, colours_on_demand) {
    const std::string path = add("a.json", failed("A", Kind::invariant));
    run({path}, "always");
    EXPECT_THAT(out_, HasSubstr("\x1b["));
    run({path});
    EXPECT_THAT(out_, Not(HasSubstr("\x1b[")));
}

}  // namespace
}  // namespace contend::cli
