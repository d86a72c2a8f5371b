#pragma once

#include <contend/writers/text.hpp>

#include <iosfwd>
#include <map>
#include <string>
#include <vector>

namespace contend::cli {

/// `contend run [options] -- PROGRAM [ARGUMENTS]`.
struct RunArguments {
    std::vector<std::string> command;
    std::map<std::string, std::string> options;  ///< of options.inc, by name, as they were given
    std::string json;  ///< where the report goes; empty: into the report directory
    int expected_status = 0;
    std::string input;  ///< a file for standard input; empty: nothing, "-": this process's own
    writers::TextOptions text;
};

/// Explores a whole program, writes its report, and shows it on `out`. Returns the exit code: 0
/// passed, 1 failed, 2 misuse or a harness that cannot judge.
int run_command(const RunArguments& arguments, std::ostream& out, std::ostream& err);

/// `contend replay TOKEN -- PROGRAM [ARGUMENTS]` for a program linked with contend::program.
int replay_program_command(const std::string& token, const RunArguments& arguments,
                           std::ostream& out, std::ostream& err);

/// Whether the command names a program that is explored from here, and not a test that explores
/// itself.
bool names_a_program(const std::vector<std::string>& command);

}  // namespace contend::cli
