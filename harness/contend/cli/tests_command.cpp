#include <contend/cli/tests_command.hpp>

#include <contend/cli/exit_code.hpp>
#include <contend/cli/report_files.hpp>
#include <contend/cli/test_run.hpp>
#include <contend/cli/tests_progress.hpp>
#include <contend/report/file.hpp>
#include <contend/run/options.hpp>
#include <contend/writers/display.hpp>
#include <contend/writers/summary.hpp>

#include <fmt/format.h>
#include <sched.h>

#include <algorithm>
#include <filesystem>
#include <ostream>
#include <regex>

namespace contend::cli {
namespace {

namespace fs = std::filesystem;
using report::Report;

unsigned cores() {
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? static_cast<unsigned>(CPU_COUNT(&set))
                                                       : 1U;
}

/// Everything there is to run.
struct Tests {
    std::vector<BinaryTest> of_binaries;
    std::vector<TestDirectory> directories;

    std::size_t count() const {
        std::size_t count = of_binaries.size();
        for (const TestDirectory& directory : directories) count += directory.count;
        return count;
    }
};

/// One run of tests. Used once.
class TestsRun {
public:
    TestsRun(const TestsArguments& arguments, std::ostream& out, std::ostream& err)
        : arguments_(arguments), out_(out), err_(err) {}

    int run() {
        if (!take_options() || !find_tests()) return exit_misuse;
        divide();
        {
            TestsProgress progress(err_, options_.progress, tests_.count());
            execute(progress);
        }
        read_reports();
        add_unexplained();
        return show();
    }

private:
    bool refuse(const std::string& message) {
        err_ << "contend: " << writers::printable(message) << '\n';
        return false;
    }

    bool take_options() {
        const auto from_environment = run::options_from_environment();
        if (!from_environment) return refuse(from_environment.error().message.c_str());
        std::vector<std::string> flags;
        for (const auto& [name, value] : arguments_.options)
            flags.push_back(fmt::format("--contend_{}={}", name, value));
        std::vector<std::string> total = {"--contend_budget=" + arguments_.total_budget};
        const auto options = run::options_from_flags(*from_environment, flags);
        if (!options) return refuse(options.error().message.c_str());
        options_ = *options;
        if (!arguments_.total_budget.empty()) {
            const auto budget = run::options_from_flags(*from_environment, total);
            if (!budget) return refuse("--total-budget takes a time, such as 90s or 10m");
            total_budget_ms_ = budget->budget;
        }
        try {
            const std::regex tests(arguments_.tests);
            const std::regex label(arguments_.label);
        } catch (const std::regex_error& error) {
            return refuse(
                fmt::format("--tests and --label take regular expressions: {}", error.what()));
        }
        settings_.tests = arguments_.tests;
        settings_.label = arguments_.label;
        settings_.timeout = std::chrono::seconds(arguments_.timeout_s);
        for (const auto& [name, value] : arguments_.options)
            if (name != "jobs" && name != "progress") set(name, value);
        set("progress", "none");
        set("report_dir", fs::absolute(options_.report_dir).string());
        return true;
    }

    void set(std::string name, const std::string& value) {
        for (char& c : name) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
        settings_.environment.emplace_back("CONTEND_" + name, value);
    }

    bool find_tests() {
        for (const std::string& path : arguments_.paths)
            if (!find_tests_of(path)) return false;
        if (tests_.count() == 0) return refuse("no test has such a name or label");
        return true;
    }

    bool find_tests_of(const std::string& path) {
        std::error_code code;
        if (is_test_directory(path)) {
            const auto found = tests_of_directory(path, settings_);
            if (!found) return refuse(found.error().message.c_str());
            tests_.directories.push_back(*found);
            return true;
        }
        if (fs::is_directory(path, code))
            return refuse(path +
                          " has no tests: it is not a build directory of a CMake project with "
                          "enable_testing()");
        if (!fs::exists(path, code)) return refuse("there is no " + path + "; is it built?");
        if (!arguments_.label.empty())
            return refuse("--label is for build directories: the tests of a binary have none");
        const auto found = tests_of_binary(fs::absolute(path).string(), settings_);
        if (!found) return refuse(found.error().message.c_str());
        tests_.of_binaries.insert(tests_.of_binaries.end(), found->begin(), found->end());
        return true;
    }

    // Workers and time: many tests share them by running side by side, few by having more of both.
    void divide() {
        const auto jobs = static_cast<unsigned>(options_.jobs == 0 ? cores() : options_.jobs);
        const std::size_t count = tests_.count();
        settings_.at_a_time =
            static_cast<unsigned>(std::clamp<std::size_t>(count, 1, std::max(1U, jobs)));
        set("jobs", std::to_string(std::max(1U, jobs / settings_.at_a_time)));
        if (total_budget_ms_ == 0) return;
        const std::size_t rounds = (count + settings_.at_a_time - 1) / settings_.at_a_time;
        const std::uint64_t each = std::max<std::uint64_t>(1, total_budget_ms_ / rounds);
        set("budget", std::to_string(each) + "ms");
        // The number of executions is no limit then.
        if (arguments_.options.count("executions") == 0) set("executions", "0");
    }

    void execute(TestsProgress& progress) {
        // The clock that files are stamped by is a little behind.
        started_ = fs::file_time_type::clock::now() - std::chrono::milliseconds(50);
        const auto over = [&](const TestOutcome& outcome) { progress.over(outcome); };
        for (const TestDirectory& directory : tests_.directories) {
            const auto outcomes = run_directory_tests(directory, settings_, over);
            if (!outcomes) {
                harness_failed_ = true;
                refuse(outcomes.error().message.c_str());
                continue;
            }
            outcomes_.insert(outcomes_.end(), outcomes->begin(), outcomes->end());
        }
        const auto outcomes = run_binary_tests(tests_.of_binaries, settings_, over);
        outcomes_.insert(outcomes_.end(), outcomes.begin(), outcomes.end());
    }

    std::vector<std::string> report_dirs() const {
        std::vector<std::string> folders;
        const auto add = [&](const fs::path& folder) {
            std::error_code code;
            if (fs::is_directory(folder, code) &&
                std::find(folders.begin(), folders.end(), folder.string()) == folders.end())
                folders.push_back(folder.string());
        };
        add(options_.report_dir);
        for (const TestDirectory& directory : tests_.directories)
            for (const fs::path& folder : directory.report_dirs) add(folder);
        return folders;
    }

    // Those that this run has written.
    void read_reports() {
        for (const fs::path& file : find_report_files(report_dirs()).files) {
            std::error_code code;
            if (fs::last_write_time(file, code) < started_ || code) continue;
            base::Result<Report> report = report::read_file(file);
            if (report.ok())
                entries_.push_back({std::move(report.value()), file.string()});
            else
                harness_failed_ = !refuse(report.error().message.c_str());
        }
    }

    static bool is_of(const Report& report, const std::string& subject) {
        return report.subject == subject || report.subject.rfind(subject + "#", 0) == 0;
    }

    // What failed without a report that says why.
    void add_unexplained() {
        for (const TestOutcome& outcome : outcomes_) {
            if (outcome.result == TestOutcome::Result::skipped) ++skipped_;
            if (outcome.result != TestOutcome::Result::failed) continue;
            const bool explained =
                std::any_of(entries_.begin(), entries_.end(), [&](const writers::Entry& entry) {
                    return !outcome.subject.empty() && is_of(entry.report, outcome.subject) &&
                           !report::expectation_met(entry.report);
                });
            if (!explained) unexplained_.push_back(&outcome);
        }
    }

    void show_unexplained(const TestOutcome& outcome) {
        out_ << "FAILED: " << writers::printable(outcome.name) << ": it ended with "
             << writers::printable(outcome.ending) << "; no report says why\n";
        constexpr std::size_t lines_shown = 30;
        std::size_t begin = outcome.output.size();
        for (std::size_t lines = 0; begin > 0 && lines <= lines_shown; ++lines) {
            begin = outcome.output.rfind('\n', begin - 1);
            if (begin == std::string::npos) begin = 0;
        }
        std::string text = outcome.output.substr(begin);
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            if (end > at) out_ << "    " << writers::printable(text.substr(at, end - at)) << '\n';
            at = end + 1;
        }
        out_ << '\n';
    }

    int show() {
        bool all_met = unexplained_.empty();
        for (const writers::Entry& entry : entries_) {
            if (report::expectation_met(entry.report)) continue;
            all_met = false;
            writers::TextOptions text = arguments_.text;
            text.path = entry.path;
            writers::write_text(entry.report, out_, text);
            out_ << '\n';
        }
        for (const TestOutcome* outcome : unexplained_) show_unexplained(*outcome);
        if (!entries_.empty())
            writers::write_summary(entries_, out_, {.color = arguments_.text.color});
        out_ << writers::count(outcomes_.size(), "test") << ": "
             << writers::count(static_cast<std::uint64_t>(
                    std::count_if(outcomes_.begin(), outcomes_.end(),
                                  [](const auto& outcome) {
                                      return outcome.result == TestOutcome::Result::failed;
                                  })))
             << " failed";
        if (skipped_ != 0) out_ << ", " << writers::count(skipped_) << " skipped";
        out_ << '\n';
        const std::vector<std::string> folders = report_dirs();
        if (!entries_.empty() && !folders.empty())
            out_ << "a page of them: contend report " << folders.front() << " --html report.html\n";
        out_.flush();
        if (harness_failed_ || outcomes_.empty()) return exit_misuse;
        return all_met ? exit_ok : exit_failed;
    }

    const TestsArguments& arguments_;
    std::ostream& out_;
    std::ostream& err_;
    run::Options options_;
    std::uint64_t total_budget_ms_ = 0;
    TestSettings settings_;
    Tests tests_;
    fs::file_time_type started_;
    std::vector<TestOutcome> outcomes_;
    std::vector<const TestOutcome*> unexplained_;
    std::vector<writers::Entry> entries_;
    std::size_t skipped_ = 0;
    bool harness_failed_ = false;
};

}  // namespace

int tests_command(const TestsArguments& arguments, std::ostream& out, std::ostream& err) {
    return TestsRun(arguments, out, err).run();
}

}  // namespace contend::cli
