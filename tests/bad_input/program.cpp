#include "program.hpp"

#include <sys/wait.h>
#include <unistd.h>
#include <cstdio>
#include <filesystem>
#include <sstream>

namespace contend::test {
namespace {

std::string quoted(const std::string& word) {
    std::string text = "'";
    for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "'";
}

}  // namespace

Ran run_program(const std::string& program, const std::vector<std::string>& arguments,
                const std::vector<std::string>& variables) {
    std::string command = "env CONTEND_PROGRESS=none CONTEND_REPORT_DIR=" +
                          quoted(std::filesystem::temp_directory_path() / "contend_test_reports");
    for (const std::string& variable : variables) command += " " + quoted(variable);
    command += " " + quoted(program);
    for (const std::string& argument : arguments) command += " " + quoted(argument);
    Ran ran;
    std::FILE* const pipe = popen((command + " 2>&1").c_str(), "r");
    if (pipe == nullptr) return ran;
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe))
        ran.output += static_cast<char>(c);
    const int status = pclose(pipe);
    ran.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return ran;
}

std::vector<std::string> complaints(const Ran& ran) {
    std::vector<std::string> lines;
    std::istringstream stream(ran.output);
    for (std::string line; std::getline(stream, line);)
        if (line.rfind("contend: ", 0) == 0) lines.push_back(line);
    return lines;
}

std::string fresh_folder(const std::string& name) {
    const auto folder = std::filesystem::temp_directory_path() /
                        ("contend_" + name + "_" + std::to_string(getpid()));
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return folder.string();
}

}  // namespace contend::test
