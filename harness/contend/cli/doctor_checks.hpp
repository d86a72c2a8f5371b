#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace contend::cli {

/// One thing that was tried.
struct Check {
    std::string name;
    bool ok = false;
    std::string message;  ///< what is so, or what to do about it
};

using Checks = std::vector<Check>;

/// What a shell's line printed, both streams together, and how it ended.
struct Ran {
    int status = -1;  ///< its exit status; -1: by a signal, or not started
    std::string output;

    bool says(const std::string& words) const { return output.find(words) != std::string::npos; }
};

/// Runs a line of the shell to its end, without input.
Ran run_line(const std::string& line);

/// One word of such a line.
std::string shell_word(const std::string& word);

/// Whether a compiler of this name says its version.
bool answers(const std::string& compiler);

/// $CXX, clang++-19, clang++ or g++, the first that answers; empty when none does.
std::string find_compiler();

/// Builds programs in `folder` and runs them: does ThreadSanitizer start, does it report a race, has the report
/// lines, which functions of the C library does it not know.
void check_compiler(const std::string& compiler, const std::filesystem::path& folder,
                    Checks& checks);

/// System calls that a sandbox may forbid, tried in a child; limits of memory and processors; the environment.
void check_machine(Checks& checks);

/// A program of the user's: how it is built and linked, what it uses that misleads a race detector. Reads it with
/// binutils; runs nothing of it. `path` is a file that can be read.
void check_program(const std::string& path, Checks& checks);

}  // namespace contend::cli
