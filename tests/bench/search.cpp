// What deciding costs: the search for every interleaving against random walks of the same program, and a scheduling point with 64
// threads against one with two.
#include <benchmark/benchmark.h>
#include <contend/contend.hpp>
#include <contend/run/shared_board.hpp>
#include <contend/run/worker.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

namespace contend::bench {
namespace {

struct Number {
    void increment_twice() {
        value.fetch_add(1);
        value.fetch_add(1);
    }
    void increment_often() {
        for (unsigned i = 0; i < 64; ++i) value.fetch_add(1);
    }
    std::atomic<unsigned> value = 0;
};

Spec<Number> number_spec() {
    return spec<Number>()
        .operation("twice", &Number::increment_twice)
        .operation("often", &Number::increment_often)
        .threads(1, 64);
}

// A plan in which so many threads make this call.
std::string plan_of(unsigned threads, const std::string& call) {
    std::string plan;
    for (unsigned i = 0; i < threads; ++i) plan += "/" + call;
    return plan + "/";
}

// Runs the job in this process, and returns what is on its board then.
std::unique_ptr<run::SharedBoard> run_here(const std::string& plan, run::StrategyName strategy,
                                           std::uint64_t executions) {
    run::Target target = Testable(number_spec()).target(facade::plant_of_this_file);
    target.plan = *target.subject->decode(plan);
    run::TargetBody body(target, *target.plan);
    run::Job job;
    job.body = body.body();
    job.plant = target.plant;
    job.count = executions;
    job.strategy = strategy;
    job.in_process = true;
    auto board = std::make_unique<run::SharedBoard>(job.steps_max);
    run::run_job(job, **board, [](run::Board&) { return false; });
    return board;
}

// Four threads with two updates of one number: 2,520 orders, each once.
constexpr std::uint64_t orders = 2'520;

void search_exhaustive(benchmark::State& state) {
    for (auto _ : state) {
        const auto board = run_here(plan_of(4, "twice"), run::StrategyName::exhaustive, ~0u);
        if (!(*board)->exhausted || (*board)->interleavings != orders)
            return state.SkipWithError("not every order was executed, once");
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(orders));
}

void search_random(benchmark::State& state) {
    for (auto _ : state) run_here(plan_of(4, "twice"), run::StrategyName::random, orders);
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(orders));
}

void points_with(benchmark::State& state, unsigned threads) {
    std::int64_t points = 0;
    for (auto _ : state) {
        const auto board = run_here(plan_of(threads, "often"), run::StrategyName::random, 50);
        points += static_cast<std::int64_t>((*board)->steps);
    }
    state.SetItemsProcessed(points);
}

void points_2_threads(benchmark::State& state) { points_with(state, 2); }
void points_64_threads(benchmark::State& state) { points_with(state, 64); }

BENCHMARK(search_exhaustive)->UseRealTime();
BENCHMARK(search_random)->UseRealTime();
BENCHMARK(points_2_threads)->UseRealTime();
BENCHMARK(points_64_threads)->UseRealTime();

}  // namespace
}  // namespace contend::bench
