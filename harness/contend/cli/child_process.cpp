#include <contend/cli/child_process.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <cstring>

namespace contend::cli {
namespace {

constexpr std::size_t output_max = 16 << 20;

[[noreturn]] void become(const std::vector<std::string>& command,
                         const ChildProcess::Environment& environment, int output) {
    setpgid(0, 0);
    const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    dup2(nothing, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
    std::vector<std::string> copies = command;
    std::vector<char*> arguments;
    for (std::string& copy : copies) arguments.push_back(copy.data());
    arguments.push_back(nullptr);
    execvp(arguments[0], arguments.data());
    const std::string message =
        fmt::format("contend: cannot run {}: {}\n", command.front(), std::strerror(errno));
    [[maybe_unused]] const auto written = write(STDERR_FILENO, message.data(), message.size());
    _exit(127);
}

}  // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& command,
                           const Environment& environment) {
    std::array<int, 2> ends = {-1, -1};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) {
        status_ = 127 << 8;
        return;
    }
    process_ = fork();
    if (process_ == 0) become(command, environment, ends[1]);
    close(ends[1]);
    pipe_ = ends[0];
    fcntl(pipe_, F_SETFL, O_NONBLOCK);
    if (process_ < 0) stop();
}

ChildProcess::~ChildProcess() {
    if (process_ > 0) kill();
    stop();
}

bool ChildProcess::read(std::chrono::milliseconds wait) {
    if (pipe_ < 0) return false;
    pollfd ready{pipe_, POLLIN, 0};
    if (poll(&ready, 1, static_cast<int>(wait.count())) <= 0) return true;
    std::array<char, 65536> buffer;
    for (;;) {
        const ssize_t got = ::read(pipe_, buffer.data(), buffer.size());
        if (got < 0) return errno == EAGAIN || errno == EINTR;
        if (got == 0) break;
        // What a program prints without end is not kept without end.
        if (output_.size() < output_max)
            output_.append(buffer.data(), static_cast<std::size_t>(got));
    }
    stop();
    return false;
}

void ChildProcess::kill() { ::kill(-process_, SIGKILL); }

void ChildProcess::stop() {
    if (pipe_ >= 0) close(pipe_);
    pipe_ = -1;
    if (process_ > 0) waitpid(process_, &status_, 0);
    process_ = -1;
}

Ended run_to_end(const std::vector<std::string>& command,
                 const ChildProcess::Environment& environment,
                 const std::function<void(const std::string&)>& line) {
    ChildProcess process(command, environment);
    std::size_t told = 0;
    const auto tell = [&] {
        for (std::size_t end; (end = process.output().find('\n', told)) != std::string::npos;
             told = end + 1)
            if (line) line(process.output().substr(told, end - told));
    };
    while (process.read(std::chrono::milliseconds(1000))) tell();
    tell();
    return {process.status(), process.output()};
}

std::string ending_of(int status) {
    if (WIFSIGNALED(status)) {
        const char* name = sigabbrev_np(WTERMSIG(status));
        return name != nullptr ? fmt::format("SIG{}", name)
                               : fmt::format("signal {}", WTERMSIG(status));
    }
    const int code = WEXITSTATUS(status);
    return code == 0 ? std::string() : fmt::format("status {}", code);
}

}  // namespace contend::cli
