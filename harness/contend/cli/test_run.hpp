#pragma once

#include <contend/base/result.hpp>
#include <contend/cli/child_process.hpp>

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace contend::cli {

/// How tests are run.
struct TestSettings {
    ChildProcess::Environment environment;  ///< options for them, as CONTEND_<NAME>
    unsigned at_a_time = 1;
    std::chrono::seconds timeout{300};  ///< for each test; CTest's own have what the project says
    std::string tests;                  ///< only those whose name matches this regular expression
    std::string label;                  ///< only CTest's tests with a label that matches this
};

/// One test that was run, or is not to be.
struct TestOutcome {
    enum class Result { passed, failed, skipped };

    std::string name;
    std::string subject;  ///< what a report of it is called: "Suite.Test"; empty: not known
    Result result = Result::passed;
    std::string ending = {};  ///< of one that failed: "status 1", "SIGSEGV", "Timeout"
    std::string output = {};
    double seconds = 0;
};

/// Told of each test as soon as it is over; its output may come later.
using TestOver = std::function<void(const TestOutcome&)>;

/// A test of a binary.
struct BinaryTest {
    std::string binary;
    std::string name;  ///< "Suite.Test"
};

/// The GoogleTest tests of a binary. The error says why there are none.
base::Result<std::vector<BinaryTest>> tests_of_binary(const std::string& binary,
                                                      const TestSettings& settings);

/// Runs each in a process of its own, several at a time.
std::vector<TestOutcome> run_binary_tests(const std::vector<BinaryTest>& tests,
                                          const TestSettings& settings, const TestOver& over);

/// A build directory's tests, as CTest knows them.
struct TestDirectory {
    std::filesystem::path path;
    std::size_t count = 0;
    std::vector<std::filesystem::path> report_dirs;             ///< where they write reports
    std::vector<std::pair<std::string, std::string>> subjects;  ///< of each test's name
};

/// Whether CTest has tests there.
bool is_test_directory(const std::filesystem::path& path);

/// The tests there that are to be run. The error says why there are none.
base::Result<TestDirectory> tests_of_directory(const std::filesystem::path& path,
                                               const TestSettings& settings);

/// Has CTest run them, which keeps to what the project says of them: fixtures, locks, time-outs. The error says why
/// CTest could not.
base::Result<std::vector<TestOutcome>> run_directory_tests(const TestDirectory& directory,
                                                           const TestSettings& settings,
                                                           const TestOver& over);

}  // namespace contend::cli
