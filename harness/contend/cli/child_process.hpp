#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace contend::cli {

/// A program that was started, with what it prints. Ended, with those it started, when this is destroyed before it.
class ChildProcess {
public:
    /// Variables that it has beside this process's own.
    using Environment = std::vector<std::pair<std::string, std::string>>;

    /// Starts it in a process group of its own, without input, standard output and error together. One that
    /// cannot be started ends with status 127, as a shell's does.
    ChildProcess(const std::vector<std::string>& command, const Environment& environment);
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// Takes what it has printed since, waiting for that no longer than `wait`. True while it runs or its output is open.
    bool read(std::chrono::milliseconds wait);

    const std::string& output() const { return output_; }

    /// As waitpid() gives it; read() was false before.
    int status() const { return status_; }

    void kill();

private:
    void stop();

    int process_ = -1;
    int pipe_ = -1;
    int status_ = 0;
    std::string output_;
};

/// Runs a command to its end. Each line of what it prints goes to `line` as soon as it is there.
struct Ended {
    int status = 0;  ///< of waitpid()
    std::string output;
};
Ended run_to_end(const std::vector<std::string>& command,
                 const ChildProcess::Environment& environment = {},
                 const std::function<void(const std::string&)>& line = {});

/// "status 66", "SIGSEGV"; of a process that ended with 0: empty.
std::string ending_of(int status);

}  // namespace contend::cli
