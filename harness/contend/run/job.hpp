#pragma once

#include <contend/history/incident.hpp>
#include <contend/history/trace.hpp>
#include <contend/run/program.hpp>
#include <contend/schedule/schedule.hpp>
#include <contend/worker/task.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace contend::run {

using worker::Body;
using worker::ContextName;
using worker::Granularity;
using worker::Plant;
using worker::StrategyName;

/// What a worker is to do: executions [first, first + count) of a body.
struct Job {
    Body body;
    Plant plant = nullptr;
    std::shared_ptr<const Program> program;  ///< instead of a body
    std::uint64_t first = 0;
    std::uint64_t count = 1;
    std::uint64_t seed = 0;  ///< execution i is decided by (seed, i) alone
    StrategyName strategy = StrategyName::portfolio;
    std::vector<schedule::Switch> schedule;  ///< for replay
    Granularity granularity = Granularity::sync;
    ContextName context = ContextName::automatic;
    std::uint64_t steps_max = 20'000;
    std::uint64_t spurious_max = 0;
    std::uint64_t hang_timeout_ms = 10'000;
    bool digest = false;        ///< compute the digest of the last execution
    bool in_process = false;    ///< leave signals and fatal incidents to a debugger
    bool record_steps = false;  ///< record the last execution's steps, and show results

    /// For the worker. Its schedule is this job's: the job must stay in place.
    worker::Task task() const;
};

enum class Ending {
    completed,  ///< all executions, or as many as the supervisor wanted
    incident,
    harness_error,  ///< nothing was learned: Outcome::message says what is wrong
};

/// What became of a job.
struct Outcome {
    Ending ending = Ending::completed;
    std::string message;
    std::uint64_t executions = 0;
    std::uint64_t steps = 0;
    std::uint64_t tolerated = 0;
    history::Incident incident;
    bool later_seen = false;      ///< `incident` is one that was put off; the executions went on
    std::uint64_t execution = 0;  ///< the one with the incident
    std::string strategy;         ///< that decided it
    std::vector<schedule::Switch> schedule;  ///< its deviations
    bool schedule_complete = true;
    std::uint64_t preemptions = 0;
    std::string output;  ///< of a program: what its last execution printed, or the end of it
    std::uint64_t replay_used = 0;  ///< of a replay: how many entries of the schedule took effect
    std::uint64_t trace_total = 0;
    std::uint64_t digest = 0;
    std::vector<history::TraceStep> trace;
    std::vector<history::Touch> touches;  ///< the last plain accesses, oldest first
    struct CallResult {
        unsigned thread;
        unsigned operation;
        std::string text;
    };
    std::vector<CallResult> results;
};

}  // namespace contend::run
