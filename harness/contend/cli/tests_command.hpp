#pragma once

#include <contend/writers/text.hpp>

#include <iosfwd>
#include <map>
#include <string>
#include <vector>

namespace contend::cli {

/// `contend run [options] PATH...`: the tests of binaries and of build directories.
struct TestsArguments {
    std::vector<std::string> paths;
    std::map<std::string, std::string> options;  ///< of options.inc, by name, as they were given
    std::string total_budget;  ///< "10m": what all of them may take together; empty: no limit
    unsigned timeout_s = 300;  ///< for a test of a binary
    std::string tests;         ///< a regular expression of the names of those that are run
    std::string label;         ///< the same of CTest's labels
    writers::TextOptions text;
};

/// Runs the tests, several at a time, and shows what is wrong and a table of all that explored. A test that
/// explored nothing counts by how it ended. Returns the exit code: 0 all passed, or showed what they are expected to,
/// 1 one did not, 2 nothing was run.
int tests_command(const TestsArguments& arguments, std::ostream& out, std::ostream& err);

}  // namespace contend::cli
