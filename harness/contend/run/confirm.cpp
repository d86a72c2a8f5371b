#include <contend/run/confirm.hpp>

#include <contend/report/file.hpp>
#include <contend/run/supervisor.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

extern char** environ;

namespace contend::run {
namespace {

constexpr auto time_max = std::chrono::seconds(60);

std::vector<std::string> own_arguments() {
    std::vector<std::string> arguments;
    std::ifstream file("/proc/self/cmdline", std::ios::binary);
    for (std::string argument; std::getline(file, argument, '\0');) arguments.push_back(argument);
    if (arguments.empty()) arguments.emplace_back("test");
    const std::string& only_this = session().test_argument();
    if (!only_this.empty()) arguments.push_back(only_this);
    arguments.emplace_back("--gtest_repeat=1");
    if (only_this.empty()) arguments.pop_back();
    return arguments;
}

bool has_name(const char* variable, std::string_view name) {
    return std::strncmp(variable, name.data(), name.size()) == 0 && variable[name.size()] == '=';
}

std::vector<std::string> environment_for(const std::string& token, const std::string& file) {
    std::vector<std::string> variables;
    for (char** variable = environ; *variable != nullptr; ++variable) {
        // What would keep the process from running the one test.
        const bool in_the_way =
            has_name(*variable, "GTEST_TOTAL_SHARDS") || has_name(*variable, "GTEST_SHARD_INDEX") ||
            has_name(*variable, "CONTEND_REPLAY") || has_name(*variable, confirmation_variable);
        if (!in_the_way) variables.emplace_back(*variable);
    }
    variables.push_back("CONTEND_REPLAY=" + token);
    variables.push_back(std::string(confirmation_variable) + "=" + file);
    return variables;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> result;
    for (std::string& word : words) result.push_back(word.data());
    result.push_back(nullptr);
    return result;
}

pid_t spawn(std::vector<std::string> arguments, std::vector<std::string> environment) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t process = -1;
    const int error = posix_spawn(&process, "/proc/self/exe", &actions, nullptr,
                                  pointers(arguments).data(), pointers(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    return error == 0 ? process : -1;
}

// True when somebody else has killed it.
bool killed_meanwhile(pid_t process) {
    const auto end = std::chrono::steady_clock::now() + time_max;
    int status = 0;
    while (waitpid(process, &status, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() > end) {
            kill(process, SIGKILL);
            waitpid(process, nullptr, 0);
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

}  // namespace

std::optional<report::Finding> confirm(const std::string& token) {
    std::error_code ignored;
    const auto folder = std::filesystem::temp_directory_path(ignored);
    const std::string file = (folder / fmt::format("contend-{}.json", getpid())).string();
    std::filesystem::remove(file, ignored);
    for (unsigned kills = 0; kills < kills_max; ++kills) {
        const pid_t process = spawn(own_arguments(), environment_for(token, file));
        if (process < 0) return std::nullopt;
        if (!killed_meanwhile(process)) break;
    }
    auto answer = report::read_file(file);
    std::filesystem::remove(file, ignored);
    if (!answer || answer->findings.empty()) return std::nullopt;
    return answer->findings.front();
}

}  // namespace contend::run
