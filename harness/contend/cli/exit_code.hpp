#pragma once

namespace contend::cli {

/// How the program ends. The harness inside a test binary uses the same codes.
enum ExitCode : int {
    exit_ok = 0,      ///< every subject did what it should
    exit_failed = 1,  ///< at least one did not
    exit_misuse = 2,  ///< wrong arguments, input that cannot be used, or nothing to work on
};

}  // namespace contend::cli
