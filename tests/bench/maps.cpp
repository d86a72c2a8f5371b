// contend_bench_maps [flags of Google Benchmark]
//
// What each answer to "concurrent map iteration and map write" costs: the maps of examples/maps, and for comparison
// tbb::concurrent_hash_map and a std::unordered_map behind a mutex, without a word more. Threads load and store among
// 1,024 keys. Optimised, without ThreadSanitizer in any preset. docs/maps.md has what came of it, by ci/maps.
//
// The arguments of a run:
//   reads    of 1,000 operations so many are loads
//   keys     0: all threads use all keys; 1: each has its own; 2: as 0, and every other write erases, so that keys come and go
#include <maps/actor_map.hpp>
#include <maps/mutex_map.hpp>
#include <maps/partitioned_map.hpp>
#include <maps/sharded_map.hpp>
#include <maps/shared_mutex_map.hpp>
#include <maps/sync_map.hpp>

#include <benchmark/benchmark.h>

#if __has_include(<tbb/concurrent_hash_map.h>)
#include <tbb/concurrent_hash_map.h>
#define CONTEND_BENCH_TBB 1
#endif

#include <cstdint>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

namespace contend::bench {
namespace {

constexpr int key_count = 1024;

enum Keys { shared_keys, own_keys, coming_and_going };

class MutexedUnorderedMap {
public:
    std::optional<int> load(int key) const {
        const std::lock_guard lock(mutex_);
        const auto found = entries_.find(key);
        return found == entries_.end() ? std::nullopt : std::optional(found->second);
    }
    void store(int key, int value) {
        const std::lock_guard lock(mutex_);
        entries_[key] = value;
    }
    void erase(int key) {
        const std::lock_guard lock(mutex_);
        entries_.erase(key);
    }

private:
    mutable std::mutex mutex_;
    std::unordered_map<int, int> entries_;
};

#if defined(CONTEND_BENCH_TBB)
class TbbMap {
public:
    std::optional<int> load(int key) const {
        Map::const_accessor found;
        return entries_.find(found, key) ? std::optional(found->second) : std::nullopt;
    }
    void store(int key, int value) {
        Map::accessor entry;
        entries_.insert(entry, key);
        entry->second = value;
    }
    void erase(int key) { entries_.erase(key); }

private:
    using Map = tbb::concurrent_hash_map<int, int>;
    Map entries_;
};
#endif

// Numbers that a compiler can not foresee, cheap beside a look-up (Marsaglia's xorshift).
class Random {
public:
    explicit Random(std::uint32_t seed) : state_(seed) {}
    std::uint32_t operator()() {
        state_ ^= state_ << 13;
        state_ ^= state_ >> 17;
        state_ ^= state_ << 5;
        return state_;
    }

private:
    std::uint32_t state_;
};

// One more than there are threads can not own the same key.
int key_of(std::uint32_t number, Keys keys, int thread, int threads) {
    const int key = static_cast<int>(number % key_count);
    if (keys != own_keys) return key;
    return key / threads * threads + thread;
}

template <class Map> void mixed(benchmark::State& state) {
    static Map* map = nullptr;
    if (state.thread_index() == 0) {
        map = new Map;
        for (int key = 0; key < key_count; ++key) map->store(key, key);
    }
    const auto reads = static_cast<std::uint32_t>(state.range(0));
    const auto keys = static_cast<Keys>(state.range(1));
    Random random(static_cast<std::uint32_t>(state.thread_index()) * 7919 + 1);
    int value = 0;
    for ([[maybe_unused]] const auto iteration : state) {
        const int key = key_of(random(), keys, state.thread_index(), state.threads());
        if (random() % 1000 < reads)
            benchmark::DoNotOptimize(map->load(key));
        else if (keys == coming_and_going && random() % 2 == 0)
            map->erase(key);
        else
            map->store(key, ++value);
    }
    state.SetItemsProcessed(state.iterations());
    if (state.thread_index() == 0) delete map;
}

// As it is meant to be used: each thread has a part of its own, with the keys in it.
void owned(benchmark::State& state) {
    using Map = maps::PartitionedMap<int, int, 4>;
    static Map* map = nullptr;
    if (state.thread_index() == 0) {
        map = new Map;
        for (int key = 0; key < key_count; ++key) map->store(key, key);
    }
    const auto reads = static_cast<std::uint32_t>(state.range(0));
    Random random(static_cast<std::uint32_t>(state.thread_index()) * 7919 + 1);
    int value = 0;
    std::vector<Map::Partition> part;  // taken in the loop: before it, the map may not be there yet
    for ([[maybe_unused]] const auto iteration : state) {
        if (part.empty()) part.push_back(map->take(static_cast<std::size_t>(state.thread_index())));
        const int key = static_cast<int>(random() % (key_count / 4)) * 4 + state.thread_index();
        if (random() % 1000 < reads)
            benchmark::DoNotOptimize(part.front()->load(key));
        else
            part.front()->store(key, ++value);
    }
    part.clear();
    state.SetItemsProcessed(state.iterations());
    if (state.thread_index() == 0) delete map;
}

void grid(benchmark::internal::Benchmark* benchmark) {
    benchmark->ArgNames({"reads", "keys"})
        ->ArgsProduct({{500, 900, 990, 1000}, {shared_keys, own_keys, coming_and_going}})
        ->Threads(1)
        ->Threads(2)
        ->Threads(4)
        ->UseRealTime();
}

BENCHMARK(mixed<MutexedUnorderedMap>)->Name("mutexed unordered_map")->Apply(grid);
BENCHMARK(mixed<maps::MutexMap<int, int>>)->Name("mutex_map")->Apply(grid);
BENCHMARK(mixed<maps::SharedMutexMap<int, int>>)->Name("shared_mutex_map")->Apply(grid);
BENCHMARK(mixed<maps::SyncMap<int, int>>)->Name("sync_map")->Apply(grid);
BENCHMARK(mixed<maps::ShardedMap<int, int>>)->Name("sharded_map")->Apply(grid);
BENCHMARK(mixed<maps::ActorMap<int, int>>)->Name("actor_map")->Apply(grid);
BENCHMARK(mixed<maps::PartitionedMap<int, int>>)->Name("partitioned_map")->Apply(grid);
BENCHMARK(owned)
    ->Name("partitioned_map, owned")
    ->ArgNames({"reads", "keys"})
    ->ArgsProduct({{500, 900, 990, 1000}, {own_keys}})
    ->Threads(1)
    ->Threads(2)
    ->Threads(4)
    ->UseRealTime();
#if defined(CONTEND_BENCH_TBB)
BENCHMARK(mixed<TbbMap>)->Name("tbb::concurrent_hash_map")->Apply(grid);
#endif

}  // namespace
}  // namespace contend::bench

BENCHMARK_MAIN();
