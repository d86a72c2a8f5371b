#include <contend/run/start_program.hpp>

#include <contend/base/system.hpp>
#include <contend/worker/orders.hpp>

#include <fcntl.h>
#include <sys/personality.h>
#include <unistd.h>
#include <cstdlib>
#include <cstring>

extern char** environ;

namespace contend::run {
namespace {

std::vector<char*> pointers(const std::vector<std::string>& words) {
    std::vector<char*> result;
    for (const std::string& word : words) result.push_back(const_cast<char*>(word.c_str()));
    result.push_back(nullptr);
    return result;
}

std::vector<std::string> environment() {
    std::vector<std::string> variables;
    // contend's own options are for contend, not for the program.
    for (char** variable = environ; *variable != nullptr; ++variable)
        if (std::strncmp(*variable, "CONTEND_", 8) != 0) variables.emplace_back(*variable);
    variables.push_back(std::string(worker::program_variable) + "=1");
    // The loader looks all functions up at the start; else every execution would.
    if (std::getenv(worker::binding_variable) == nullptr)
        variables.push_back(std::string(worker::binding_variable) + '=' + worker::binding_mark);
    return variables;
}

// The program finds them by number, far above those it may want itself.
void hand_over(const Descriptors& descriptors) {
    const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    dup2(descriptors.memory, worker::memory_descriptor);
    dup2(descriptors.channel, worker::channel_descriptor);
    dup2(descriptors.output, worker::output_descriptor);
    dup2(descriptors.input >= 0 ? descriptors.input : null, worker::input_descriptor);
    if (descriptors.counts >= 0) dup2(descriptors.counts, worker::counts_descriptor);
    dup2(null, STDIN_FILENO);
    dup2(descriptors.output, STDOUT_FILENO);
    dup2(descriptors.output, STDERR_FILENO);
}

}  // namespace

int start_program(const Program& program, const Descriptors& descriptors) {
    const std::vector<std::string> variables = environment();
    const std::vector<char*> arguments = pointers(program.arguments);
    const std::vector<char*> its_environment = pointers(variables);
    const pid_t process = fork();
    if (process != 0) return process;
    hand_over(descriptors);
    personality(ADDR_NO_RANDOMIZE);
    execve(program.path.c_str(), arguments.data(), its_environment.data());
    base::system::exit_now(127);
}

}  // namespace contend::run
