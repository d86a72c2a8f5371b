#include <contend/cli/replay_command.hpp>

#include <contend/cli/exit_code.hpp>
#include <contend/writers/display.hpp>

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <ostream>
#include <system_error>

namespace contend::cli {
namespace {

/// Returns only on failure, with errno set.
void execute(const std::vector<std::string>& command) {
    std::vector<std::string> copies = command;
    std::vector<char*> arguments;
    for (std::string& copy : copies) arguments.push_back(copy.data());
    arguments.push_back(nullptr);
    execvp(arguments[0], arguments.data());
}

std::string explanation(const std::string& program, int error) {
    std::error_code code;
    const bool in_path = program.find('/') == std::string::npos;
    const std::string hint = "./" + program;
    if (error == ENOENT && in_path && std::filesystem::exists(hint, code)) {
        return "it is not in the PATH; did you mean " + hint + "?";
    }
    if (error == ENOENT) return "there is no such program; is it built?";
    if (error == EACCES) return "it is not an executable file";
    return std::strerror(error);
}

}  // namespace

int replay_command(const ReplayArguments& arguments, std::ostream& err) {
    if (arguments.token.empty()) {
        err << "contend: the token is empty; copy it from the line below `token:` in the report\n";
        return exit_misuse;
    }
    if (setenv("CONTEND_REPLAY", arguments.token.c_str(), 1) != 0) {
        err << "contend: cannot set CONTEND_REPLAY: " << std::strerror(errno) << '\n';
        return exit_misuse;
    }
    execute(arguments.command);
    const std::string& program = arguments.command.front();
    err << "contend: cannot run " << writers::printable(program) << ": "
        << explanation(program, errno) << '\n';
    return exit_misuse;
}

}  // namespace contend::cli
