// A whole program, explored and started: what a fork of the warm zygote saves. One process at a time in both.
#include <benchmark/benchmark.h>

#include <spawn.h>
#include <sys/wait.h>
#include <filesystem>
#include <string>
#include <vector>

extern char** environ;

namespace contend::bench {
namespace {

constexpr int executions_per_run = 200;

bool succeeds(std::vector<std::string> command) {
    std::vector<char*> arguments;
    for (std::string& word : command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t process = 0;
    int status = 1;
    return posix_spawn(&process, arguments[0], nullptr, nullptr, arguments.data(), environ) == 0 &&
           waitpid(process, &status, 0) == process && status == 0;
}

void program_explored(benchmark::State& state) {
    const std::filesystem::path report =
        std::filesystem::temp_directory_path() / "contend-bench.json";
    const std::vector<std::string> command = {CONTEND_PROGRAM,
                                              "run",
                                              "--jobs",
                                              "1",
                                              "--executions",
                                              std::to_string(executions_per_run),
                                              "--progress",
                                              "none",
                                              "--json",
                                              report,
                                              "--",
                                              LOCKED_PROGRAM};
    for (auto _ : state)
        if (!succeeds(command)) return state.SkipWithError("contend run does not pass");
    std::filesystem::remove(report);
    state.SetItemsProcessed(state.iterations() * executions_per_run);
}

void program_started(benchmark::State& state) {
    for (auto _ : state)
        if (!succeeds({LOCKED_PROGRAM})) return state.SkipWithError("the program does not run");
    state.SetItemsProcessed(state.iterations());
}

BENCHMARK(program_explored)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(program_started)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace contend::bench
