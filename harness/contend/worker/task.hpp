#pragma once

#include <contend/schedule/bounded.hpp>
#include <contend/schedule/schedule.hpp>
#include <contend/worker/interleaving_counts.hpp>

#include <cstdint>

namespace contend::worker {

/// The code one execution runs, on logical thread 0: a function and its argument. Must be callable
/// any number of times.
struct Body {
    void (*run)(void* argument) = nullptr;
    void* argument = nullptr;
};

/// Two unsynchronised writes to the same int race: what every worker proves the detector on. The
/// function is instrumented exactly if the code under test is.
using Plant = void (*)(int* target);

/// `parallel` is none that decides: the threads run freely.
enum class StrategyName : std::uint8_t {
    random,
    pct,
    pos,
    surw,
    feedback,
    portfolio,
    exhaustive,
    bounded,  ///< to make findings minimal
    replay,
    parallel
};
enum class Granularity : std::uint8_t { sync, access };
enum class ContextName : std::uint8_t { automatic, donated, futex };

/// Whether schedules are repeated, to see that they give the same execution: worker/determinism.hpp.
enum class Repetition : std::uint8_t { never, sample, always };

/// What a worker is to do: executions [first, first + count). Plain data, fit for shared memory but
/// for `body`, `plant` and `interleavings`, which mean something only to processes forked from one
/// another.
struct Task {
    Body body;
    /// Optional: called outside control after each execution in which nothing was found.
    Body judge;
    Plant plant = nullptr;
    std::uint64_t first = 0;
    std::uint64_t count = 1;
    std::uint64_t seed = 0;  ///< execution i is decided by (seed, i), and what the task has learned
    std::uint64_t steps_max = 20'000;
    std::uint64_t everything_max =
        0;  ///< executions in which portfolio may seek every interleaving
    std::uint32_t preemptions_max = 0;  ///< for bounded, as the next
    schedule::Preemptible preemptible = schedule::Preemptible::anywhere;
    std::uint64_t spurious_max = 0;               ///< spurious wake-ups an execution may have
    schedule::ScheduleView schedule;              ///< for replay
    InterleavingCounts* interleavings = nullptr;  ///< where they are counted; null: nowhere
    std::uint64_t scenario =
        0;  ///< equal for tasks that execute the same: interleavings of others differ
    StrategyName strategy = StrategyName::portfolio;
    Granularity granularity = Granularity::sync;
    ContextName context = ContextName::automatic;
    Repetition repetitions = Repetition::never;
    bool suspends = false;      ///< operations promise progress: suspend other threads now and then
    bool digest = false;        ///< compute the digest of the last execution
    bool in_process = false;    ///< leave signals and fatal incidents to a debugger
    bool record_steps = false;  ///< record the last execution's steps, and show results
};

}  // namespace contend::worker
