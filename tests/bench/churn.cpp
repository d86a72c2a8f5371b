// Ordinary single-threaded code, to measure what the hooks cost where nothing is explored. Compiled twice into the same program,
// as hooked_* and as plain_*, whose calls go straight to the runtime: see CMakeLists.txt.
#include <benchmark/benchmark.h>

#include <map>
#include <numeric>
#include <string>
#include <unordered_map>
#include <vector>

#ifndef CHURN_PREFIX
#define CHURN_PREFIX "hooked"
#endif

namespace {

void churn_map(benchmark::State& state) {
    for (auto _ : state) {
        std::map<int, int> map;
        for (int i = 0; i < 1000; ++i) map[i * 7919 % 1009] = i;
        for (int i = 0; i < 1000; i += 2) map.erase(i);
        benchmark::DoNotOptimize(map.size());
    }
}

void churn_unordered_map(benchmark::State& state) {
    for (auto _ : state) {
        std::unordered_map<std::string, int> map;
        for (int i = 0; i < 1000; ++i) map[std::to_string(i % 300)] += i;
        benchmark::DoNotOptimize(map.size());
    }
}

void churn_vector(benchmark::State& state) {
    for (auto _ : state) {
        std::vector<int> values;
        for (int i = 0; i < 1000; ++i) values.insert(values.begin() + i / 2, i);
        benchmark::DoNotOptimize(std::accumulate(values.begin(), values.end(), 0));
    }
}

BENCHMARK(churn_map)->Name(CHURN_PREFIX "_map");
BENCHMARK(churn_unordered_map)->Name(CHURN_PREFIX "_unordered_map");
BENCHMARK(churn_vector)->Name(CHURN_PREFIX "_vector");

}  // namespace
