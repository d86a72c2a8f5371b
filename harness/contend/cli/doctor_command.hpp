#pragma once

#include <iosfwd>
#include <string>

namespace contend::cli {

struct DoctorArguments {
    std::string compiler;  ///< empty: $CXX, clang++-19, clang++ or g++, the first that answers
    std::string program;   ///< a program or test binary to look at; empty: none
    bool json = false;     ///< an array of {check, ok, message} instead of lines
};

/// `contend doctor`: tries what contend needs on this machine, and writes a line for each to `out`:
/// "ok …", or what to do about it. ThreadSanitizer is judged by a program with a race that is
/// compiled and run in a temporary directory, not by version numbers. The program is only read.
///
/// Returns exit_ok when contend is usable, exit_failed when something must be done, exit_misuse
/// when the compiler or the program that was named is not there, or no temporary directory.
int doctor_command(const DoctorArguments& arguments, std::ostream& out, std::ostream& err);

}  // namespace contend::cli
