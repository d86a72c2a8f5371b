// contend_bench_fault [flags of Google Benchmark]
//
// What <contend/fault.hpp> costs: an operation of std::unordered_map<int, int> without and with a scope around it, each the
// median of repetitions that take turns. Prints the table of docs/fault.md. Optimised, without ThreadSanitizer in any preset.
#include "measured.hpp"

#include <contend/fault.hpp>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace contend::bench {
namespace {

constexpr int size = 1000;

struct Bare {
    struct Scope {
        explicit Scope(const Bare&) {}
        void step() const {}
    };
    using Read = Scope;
    using Iteration = Scope;
    using Write = Scope;
};

struct Guarded : AccessGuard {
    using Read = Reading;
    using Iteration = Iterating;
    using Write = Writing;
};

template <class Guard> class Map {
public:
    Map() {
        for (int key = 0; key < size; ++key) entries_[key] = key;
    }

    // Out of line, as a container's operations of any length are.
    [[gnu::noinline]] int find(int key) const {
        [[maybe_unused]] const typename Guard::Read scope(guard_);
        const auto found = entries_.find(key);
        return found == entries_.end() ? 0 : found->second;
    }

    [[gnu::noinline]] void assign(int key, int value) {
        [[maybe_unused]] const typename Guard::Write scope(guard_);
        entries_[key] = value;
    }

    [[gnu::noinline]] void insert_and_erase(int key) {
        {
            [[maybe_unused]] const typename Guard::Write scope(guard_);
            entries_.emplace(key, key);
        }
        [[maybe_unused]] const typename Guard::Write scope(guard_);
        entries_.erase(key);
    }

    [[gnu::noinline]] long total() const {
        [[maybe_unused]] const typename Guard::Iteration scope(guard_);
        long sum = 0;
        for (const auto& entry : entries_) {
            scope.step();
            sum += entry.second;
        }
        return sum;
    }

private:
    Guard guard_;
    std::unordered_map<int, int> entries_;
};

template <class Guard> void find(benchmark::State& state) {
    const Map<Guard> map;
    int key = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(map.find(key));
        key = key + 7 < size ? key + 7 : key + 7 - size;
    }
}

template <class Guard> void assign(benchmark::State& state) {
    Map<Guard> map;
    int key = 0;
    for (auto _ : state) {
        map.assign(key, 1);
        key = key + 7 < size ? key + 7 : key + 7 - size;
    }
}

template <class Guard> void insert_and_erase(benchmark::State& state) {
    Map<Guard> map;
    for (auto _ : state) map.insert_and_erase(size);
}

template <class Guard> void iterate(benchmark::State& state) {
    const Map<Guard> map;
    for (auto _ : state) benchmark::DoNotOptimize(map.total());
}

// Scopes around nothing.
template <class Guard> void read_nothing(benchmark::State& state) {
    const Guard guard;
    for (auto _ : state) {
        [[maybe_unused]] const typename Guard::Read scope(guard);
        benchmark::ClobberMemory();
    }
}

template <class Guard> void write_nothing(benchmark::State& state) {
    Guard guard;
    for (auto _ : state) {
        [[maybe_unused]] const typename Guard::Write scope(guard);
        benchmark::ClobberMemory();
    }
}

// Two threads that read one map: a guard that readers wrote to would show here.
template <class Guard> void find_by_two(benchmark::State& state) {
    static const Map<Guard> map;
    int key = state.thread_index() * size / 2;
    for (auto _ : state) {
        benchmark::DoNotOptimize(map.find(key));
        key = key + 7 < size ? key + 7 : key + 7 - size;
    }
}

#define MEASURE(operation, ...)                                       \
    BENCHMARK(operation<Bare>)->Name(#operation "_bare") __VA_ARGS__; \
    BENCHMARK(operation<Guarded>)->Name(#operation "_guarded") __VA_ARGS__

MEASURE(find);
MEASURE(find_by_two, ->Threads(2));
MEASURE(assign);
MEASURE(insert_and_erase);
MEASURE(iterate);
MEASURE(read_nothing);
MEASURE(write_nothing);

struct Row {
    const char* benchmark;
    const char* text;
    int scopes;
    bool nothing = false;
};

constexpr std::array<Row, 7> rows{{
    {"find", "`find`, of 1,000 keys", 1},
    {"find_by_two", "the same, by two threads at once", 1},
    {"assign", "`map[key] = value`, of 1,000 keys", 1},
    {"insert_and_erase", "`emplace` and `erase`", 2},
    {"iterate", "all of 1,000, `step()` at each", 1},
    {"read_nothing", "a `Reading` around nothing", 1, true},
    {"write_nothing", "a `Writing` around nothing", 1, true},
}};

int run(int count, char** given) {
    // What the command line says comes later, and wins.
    std::string repetitions = "--benchmark_repetitions=15";
    std::string interleaving = "--benchmark_enable_random_interleaving=true";
    std::string time = "--benchmark_min_time=0.1";
    std::vector<char*> arguments{given[0], repetitions.data(), interleaving.data(), time.data()};
    arguments.insert(arguments.end(), given + 1, given + count);
    int given_now = static_cast<int>(arguments.size());
    arguments.push_back(nullptr);
    benchmark::Initialize(&given_now, arguments.data());
    if (benchmark::ReportUnrecognizedArguments(given_now, arguments.data())) return EXIT_FAILURE;
    Measured measured;
    benchmark::RunSpecifiedBenchmarks(&measured);
    std::printf("\n| | bare | guarded | a scope costs | ratio |\n|---|--:|--:|--:|--:|\n");
    for (const Row& row : rows) {
        const double bare = measured.time_ns(std::string(row.benchmark) + "_bare");
        const double guarded = measured.time_ns(std::string(row.benchmark) + "_guarded");
        const double scope = (guarded - bare) / row.scopes;
        if (row.nothing)
            std::printf("| %s | | | %.2f ns | |\n", row.text, scope);
        else
            std::printf("| %s | %.2f ns | %.2f ns | %.2f ns | %.2f |\n", row.text, bare, guarded,
                        scope, guarded / bare);
    }
    return EXIT_SUCCESS;
}

}  // namespace
}  // namespace contend::bench

int main(int count, char** arguments) { return contend::bench::run(count, arguments); }
