#include <contend/run/symbols.hpp>

#include <contend/base/system.hpp>
#include <contend/interpose/symbol_server.hpp>
#include <contend/run/modules.hpp>

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

extern char** environ;

namespace contend::run {
namespace {

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (std::size_t end; (end = text.find(separator, begin)) != std::string::npos; begin = end + 1)
        parts.push_back(text.substr(begin, end - begin));
    parts.push_back(text.substr(begin));
    return parts;
}

bool read_line(int descriptor, std::string& line) {
    line.clear();
    char c = 0;
    while (base::system::read_all(descriptor, &c, 1)) {
        if (c == '\n') return true;
        line += c;
    }
    return false;
}

// Before main(), so that it works whatever main() does.
[[gnu::constructor]] void become_helper() {
    if (std::getenv(interpose::symbol_server_variable) != nullptr) interpose::serve_symbols();
}

bool known(const std::string& name) { return !name.empty() && name != "<null>" && name != "??"; }

report::Frame parse_frame(const std::string& line) {
    const std::vector<std::string> fields = split(line, '\t');
    report::Frame frame;
    if (fields.size() < 4) return frame;
    if (known(fields[0])) frame.function = fields[0];
    if (known(fields[1])) frame.file = fields[1];
    frame.line = static_cast<std::uint32_t>(std::strtoul(fields[2].c_str(), nullptr, 10));
    frame.column = static_cast<std::uint32_t>(std::strtoul(fields[3].c_str(), nullptr, 10));
    return frame;
}

std::vector<std::string> helper_environment() {
    std::vector<std::string> environment;
    for (char** variable = environ; *variable != nullptr; ++variable)
        if (std::strncmp(*variable, "TSAN_OPTIONS=", 13) != 0) environment.emplace_back(*variable);
    const char* options = std::getenv("TSAN_OPTIONS");
    environment.push_back("TSAN_OPTIONS=" + (options != nullptr ? std::string(options) + ":" : "") +
                          "symbolize=1");
    environment.push_back(std::string(interpose::symbol_server_variable) + "=1");
    return environment;
}

}  // namespace

Symbols::~Symbols() { end(); }

void Symbols::end() {
    if (channel_ >= 0) close(channel_);
    if (helper_ > 0) {
        // Workers have inherited its channel, so it may not see that this one is closed.
        kill(helper_, SIGKILL);
        waitpid(helper_, nullptr, 0);
    }
    channel_ = helper_ = -1;
}

bool Symbols::start() {
    if (channel_ >= 0) return true;
    if (failed_) return false;
    failed_ = true;
    int channel[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, channel) != 0) return false;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, channel[1], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, channel[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    std::vector<std::string> variables = helper_environment();
    std::vector<char*> environment;
    for (std::string& variable : variables) environment.push_back(variable.data());
    environment.push_back(nullptr);
    std::string program = program_path();
    char* arguments[] = {program.data(), nullptr};
    const int error =
        posix_spawn(&helper_, program.c_str(), &actions, nullptr, arguments, environment.data());
    posix_spawn_file_actions_destroy(&actions);
    close(channel[1]);
    channel_ = channel[0];
    if (error != 0) {
        helper_ = -1;
        end();
        return false;
    }
    failed_ = false;
    return true;
}

bool Symbols::ask_once(const std::string& request, std::vector<report::Frame>& frames) {
    if (!start() || !base::system::send_all(channel_, request.data(), request.size())) return false;
    frames.clear();
    for (std::string line; read_line(channel_, line);) {
        if (line == ".") return true;
        frames.push_back(parse_frame(line));
    }
    return false;
}

std::vector<report::Frame> Symbols::ask(const std::string& module, std::uint64_t offset) {
    char number[32];
    std::snprintf(number, sizeof number, "\t%llx\n", static_cast<unsigned long long>(offset));
    const std::string request = module + number;
    std::vector<report::Frame> frames;
    // A helper that somebody has killed gets a successor: without names, findings look like others.
    constexpr unsigned attempts_max = 8;
    for (unsigned i = 0; i < attempts_max; ++i) {
        if (ask_once(request, frames)) return frames;
        end();
    }
    return {};
}

const std::vector<report::Frame>& Symbols::at(const void* address) {
    const auto remembered = known_.find(address);
    if (remembered != known_.end()) return remembered->second;
    const ModuleOffset place = locate(address);
    std::vector<report::Frame> frames;
    if (!place.module.empty()) frames = ask(place.module, place.offset);
    if (frames.empty()) frames.emplace_back();
    for (report::Frame& frame : frames) {
        frame.module = place.module;
        frame.offset = place.offset;
    }
    const bool in_program = place.module == program_path();
    if (in_program) (frames.front().function.empty() ? unnamed_ : named_) = true;
    return known_.emplace(address, std::move(frames)).first->second;
}

std::string Symbols::complaint() const {
    // Some places in a program have no name; without a symboliser none has.
    if (named_ || !unnamed_) return {};
    return "stacks have no names: install a symboliser (llvm-symbolizer; on Debian the package "
           "llvm-19, for Clang 19) or set TSAN_OPTIONS=external_symbolizer_path=/path/to/it";
}

std::vector<report::Frame> Symbols::of(const history::RawStack& stack) {
    std::vector<report::Frame> frames;
    for (unsigned i = 0; i < stack.depth; ++i) {
        const std::vector<report::Frame>& here = at(stack.frames[i]);
        frames.insert(frames.end(), here.begin(), here.end());
    }
    return frames;
}

Symbols& symbols() {
    // Never destroyed before the last user: the helper ends with its standard input.
    static auto* const the_symbols = new Symbols;
    return *the_symbols;
}

}  // namespace contend::run
