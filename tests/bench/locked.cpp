// One scenario in four ways: three threads, one mutex, twelve read-modify-writes each under it, with a fresh object in every execution.
#include "tally.hpp"

#include <benchmark/benchmark.h>
#include <contend/contend.hpp>
#include <contend/run/session.hpp>
#include <contend/run/shared_board.hpp>
#include <contend/run/worker.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <thread>

namespace contend::bench {
namespace {

constexpr unsigned threads = 3;
constexpr std::uint64_t executions_per_job = 5000;

Spec<Tally> tally_spec() {
    return spec<Tally>()
        .operation("add_twelve", &Tally::add_twelve)
        .threads(threads)
        .operations_per_thread(1);
}

run::Target tally_target() {
    run::Target target = Testable(tally_spec()).target(facade::plant_of_this_file);
    target.plan = *target.subject->decode("/add_twelve/add_twelve/add_twelve/");
    return target;
}

// What a worker does, without the fork: the default strategies in turn.
void locked_contend(benchmark::State& state) {
    const run::Target target = tally_target();
    run::TargetBody body(target, *target.plan);
    run::Job job;
    job.body = body.body();
    job.plant = target.plant;
    job.count = executions_per_job;
    job.in_process = true;
    const run::SharedBoard board(job.steps_max);
    for (auto _ : state) {
        board->executions = 0;
        run::run_job(job, *board, [](run::Board&) { return false; });
        if (board->executions != executions_per_job)
            return state.SkipWithError(board->harness_error.c_str());
        ++job.seed;
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(executions_per_job));
}

void locked_threads(benchmark::State& state) {
    for (auto _ : state) {
        const auto tally = std::make_unique<Tally>();
        std::thread running[threads];
        for (std::thread& thread : running) thread = std::thread([&] { tally->add_twelve(); });
        for (std::thread& thread : running) thread.join();
    }
    state.SetItemsProcessed(state.iterations());
}

void locked_sequence(benchmark::State& state) {
    for (auto _ : state) {
        const auto tally = std::make_unique<Tally>();
        for (unsigned i = 0; i < threads; ++i) tally->add_twelve();
    }
    state.SetItemsProcessed(state.iterations());
}

// The whole way, with one worker at a time: forks, rulings, a report.
void explored_contend(benchmark::State& state) {
    run::Options options = *run::options_from_environment();
    options.executions = 100'000;
    options.jobs = 1;
    options.report_dir = std::filesystem::temp_directory_path() / "contend_bench";
    options.progress = "none";
    if (!run::session().use(options)) return state.SkipWithError("the options were refused");
    for (auto _ : state)
        if (!explore(tally_spec()).passed())
            return state.SkipWithError("the exploration did not pass");
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(options.executions));
}

BENCHMARK(locked_threads)->UseRealTime();
BENCHMARK(locked_sequence)->UseRealTime();
BENCHMARK(locked_contend)->UseRealTime();
BENCHMARK(explored_contend)->UseRealTime()->Iterations(1);

}  // namespace
}  // namespace contend::bench
