#pragma once

#include <contend/report/finding.hpp>

namespace contend::report {

/// Whose code a frame is.
enum class Origin {
    user,       ///< the program under test
    library,    ///< a public function of the standard library or of another installed one
    machinery,  ///< contend, the TSan runtime and its interceptors, library internals, thread start
};

/// Judges by the source file, then the module, then the function's name (raw or folded). A file
/// that is neither in a system or toolchain directory nor contend's own is the user's.
Origin origin(const Frame& frame);

}  // namespace contend::report
