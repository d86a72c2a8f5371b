#include <contend/cli/test_run.hpp>

#include <contend/run/error.hpp>

#include <fmt/format.h>

#include <sys/wait.h>

#include <list>
#include <memory>
#include <regex>
#include <sstream>

namespace contend::cli {
namespace {

using Clock = std::chrono::steady_clock;

// Suites stand at the beginning of a line and end in a full stop, their tests are indented; # begins a remark.
std::vector<std::string> names_in(const std::string& listing) {
    std::vector<std::string> names;
    std::istringstream lines(listing);
    std::string suite;
    for (std::string line; std::getline(lines, line);) {
        line = line.substr(0, line.find("  #"));
        while (!line.empty() && line.back() == ' ') line.pop_back();
        if (line.empty()) continue;
        if (line.front() != ' ')
            suite = line.back() == '.' && line.find(' ') == std::string::npos ? line : "";
        else if (!suite.empty())
            names.push_back(suite + line.substr(line.find_first_not_of(' ')));
    }
    return names;
}

bool is_disabled(const std::string& name) { return name.find("DISABLED_") != std::string::npos; }

/// A test that runs.
struct Running {
    Running(const BinaryTest& test, const TestSettings& settings)
        : name(test.name),
          process({test.binary, "--gtest_filter=" + test.name, "--gtest_color=no"},
                  settings.environment) {}

    TestOutcome outcome() const {
        TestOutcome result{.name = name, .subject = name};
        result.output = process.output();
        result.seconds = std::chrono::duration<double>(Clock::now() - start).count();
        result.ending = timed_out ? "time-out" : ending_of(process.status());
        const bool skipped = WIFEXITED(process.status()) && WEXITSTATUS(process.status()) == 77;
        if (skipped)
            result.result = TestOutcome::Result::skipped;
        else if (!result.ending.empty())
            result.result = TestOutcome::Result::failed;
        return result;
    }

    std::string name;
    Clock::time_point start = Clock::now();
    ChildProcess process;
    bool timed_out = false;
};

}  // namespace

base::Result<std::vector<BinaryTest>> tests_of_binary(const std::string& binary,
                                                      const TestSettings& settings) {
    const Ended listed =
        run_to_end({binary, "--gtest_list_tests", "--gtest_color=no"}, settings.environment);
    std::vector<std::string> names = names_in(listed.output);
    if (listed.status != 0 || names.empty())
        return run::error(
            "{} has no tests: `{} --gtest_list_tests` {}. A test is linked with "
            "contend::gtest_main; "
            "for a whole program, linked with contend::program, write `contend run -- {}`",
            binary, binary,
            listed.status == 0 ? "lists none" : "ended with " + ending_of(listed.status), binary);
    std::vector<BinaryTest> tests;
    const std::regex wanted(settings.tests);
    for (const std::string& name : names)
        if (!is_disabled(name) && std::regex_search(name, wanted)) tests.push_back({binary, name});
    return tests;
}

std::vector<TestOutcome> run_binary_tests(const std::vector<BinaryTest>& tests,
                                          const TestSettings& settings, const TestOver& over) {
    std::vector<TestOutcome> outcomes;
    std::list<std::unique_ptr<Running>> running;
    auto next = tests.begin();
    while (next != tests.end() || !running.empty()) {
        while (next != tests.end() && running.size() < settings.at_a_time)
            running.push_back(std::make_unique<Running>(*next++, settings));
        for (auto test = running.begin(); test != running.end();) {
            Running& one = **test;
            if (!one.timed_out && Clock::now() - one.start > settings.timeout) {
                one.timed_out = true;
                one.process.kill();
            }
            if (one.process.read(std::chrono::milliseconds(20))) {
                ++test;
                continue;
            }
            outcomes.push_back(one.outcome());
            over(outcomes.back());
            test = running.erase(test);
        }
    }
    return outcomes;
}

}  // namespace contend::cli
