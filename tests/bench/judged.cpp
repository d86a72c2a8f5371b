// What judging results costs: three threads with three calls each of a map behind a mutex, with and without.
#include <benchmark/benchmark.h>
#include <contend/contend.hpp>
#include <contend/run/shared_board.hpp>
#include <contend/run/worker.hpp>

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>

namespace contend::bench {
namespace {

constexpr std::uint64_t executions_per_scenario = 500;  // as many as a scenario gets

class LockedMap {
public:
    void put(int key, int value) {
        const std::lock_guard lock(mutex_);
        values_[key] = value;
    }
    std::optional<int> get(int key) const {
        const std::lock_guard lock(mutex_);
        const auto place = values_.find(key);
        return place == values_.end() ? std::nullopt : std::optional(place->second);
    }

private:
    mutable std::mutex mutex_;
    std::map<int, int> values_;
};

void explore_map(benchmark::State& state, check::Criterion criterion) {
    const auto map = spec<LockedMap>()
                         .operation("put", &LockedMap::put)
                         .operation("get", &LockedMap::get)
                         .criterion(criterion);
    run::Target target = Testable(map).target(facade::plant_of_this_file);
    target.plan =
        *target.subject->decode("/put:0:1+get:0+put:1:2/get:0+put:0:3+get:1/get:0+get:1+put:1:4/");
    for (auto _ : state) {
        run::TargetBody body(target, *target.plan);
        run::Job job;
        job.body = body.body();
        job.judge = body.judge();
        job.plant = target.plant;
        job.count = executions_per_scenario;
        job.in_process = true;
        const run::SharedBoard board(job.steps_max);
        run::run_job(job, *board, [](run::Board&) { return false; });
        if (board->executions != executions_per_scenario)
            return state.SkipWithError(board->harness_error.c_str());
    }
    state.SetItemsProcessed(state.iterations() *
                            static_cast<std::int64_t>(executions_per_scenario));
}

void judged_on(benchmark::State& state) { explore_map(state, check::Criterion::linearizable); }
void judged_off(benchmark::State& state) { explore_map(state, check::Criterion::none); }

BENCHMARK(judged_on)->UseRealTime();
BENCHMARK(judged_off)->UseRealTime();

}  // namespace
}  // namespace contend::bench
