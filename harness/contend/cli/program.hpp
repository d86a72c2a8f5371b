#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace contend::cli {

/// The `contend` program behind main(): parses the arguments (without the program's name), runs the
/// command they name and returns the exit code. A misuse gives one message on `err` and
/// exit_misuse. `contend replay` does not return when it succeeds in starting the test binary: it
/// becomes that program.
int run_program(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);

}  // namespace contend::cli
