#pragma once

#include <sys/wait.h>
#include <array>
#include <cstdio>
#include <string>

namespace contend::test {

/// What became of a command.
struct ShellRan {
    int status = -1;     ///< its exit status; -1 when a signal ended it
    std::string output;  ///< both streams, as they came
};

/// Runs a command line in a shell, in the working folder unless it changes that itself.
inline ShellRan shell(const std::string& command) {
    ShellRan ran;
    std::FILE* const pipe = popen(("(" + command + ") 2>&1").c_str(), "r");
    std::array<char, 4096> buffer;
    while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), pipe))
        ran.output.append(buffer.data(), got);
    const int status = pclose(pipe);
    ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return ran;
}

}  // namespace contend::test
