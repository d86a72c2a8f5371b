// contend_bench_observe [flags of Google Benchmark]
//
// What <contend/observe.hpp> costs: a lock and unlock of each kind, observed and not, by one thread and by two. Optimised, without
// ThreadSanitizer in any preset.
#include <contend/observe.hpp>

#include <benchmark/benchmark.h>

#include <mutex>
#include <shared_mutex>
#include <thread>

namespace contend::bench {
namespace {

struct Mutex : std::mutex {
    explicit Mutex(const char*) {}
};
struct SharedMutex : std::shared_mutex {
    explicit SharedMutex(const char*) {}
};

// Without a second thread, now or before, the C library locks without an atomic instruction.
[[maybe_unused]] const bool threaded = [] {
    std::thread([] {}).join();
    return true;
}();

template <class Lockable> void exclusively(benchmark::State& state) {
    static Lockable lock("bench");
    for ([[maybe_unused]] const auto iteration : state) {
        const std::lock_guard guard(lock);
        benchmark::ClobberMemory();
    }
}

template <class Lockable> void shared(benchmark::State& state) {
    static Lockable lock("bench, shared");
    for ([[maybe_unused]] const auto iteration : state) {
        const std::shared_lock guard(lock);
        benchmark::ClobberMemory();
    }
}

BENCHMARK(exclusively<Mutex>)->Name("std::mutex")->Threads(1)->Threads(2);
BENCHMARK(exclusively<ObservedMutex>)->Name("ObservedMutex")->Threads(1)->Threads(2);
BENCHMARK(shared<SharedMutex>)->Name("std::shared_mutex, shared")->Threads(1)->Threads(2);
BENCHMARK(shared<ObservedSharedMutex>)->Name("ObservedSharedMutex, shared")->Threads(1)->Threads(2);

}  // namespace
}  // namespace contend::bench

BENCHMARK_MAIN();
