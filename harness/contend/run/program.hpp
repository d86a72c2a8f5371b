#pragma once

#include <contend/base/result.hpp>

#include <string>
#include <vector>

namespace contend::run {

/// A whole program to be explored: linked with contend::program, started with these arguments.
struct Program {
    std::string path;                    ///< as found; absolute
    std::vector<std::string> arguments;  ///< the first is the program's name
    int expected_status = 0;             ///< with which it ends if nothing is wrong
    int input = -1;  ///< a file that each execution reads from its start as standard input
};

/// The program that a command names, looked for in the PATH like a shell does. The error says what
/// is wrong with it: not there, not executable, not linked with contend.
base::Result<Program> find_program(const std::vector<std::string>& command);

}  // namespace contend::run
