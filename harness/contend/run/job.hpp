#pragma once

#include <contend/history/incident.hpp>
#include <contend/history/trace.hpp>
#include <contend/history/tried_order.hpp>
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

/// What a worker is to do, with what its supervisor keeps for it.
struct Job : worker::Task {
    std::shared_ptr<const Program> program;  ///< to be run instead of the body
    std::vector<schedule::Switch> switches;  ///< to be replayed: where `schedule` will point
    int counts_file = -1;                    ///< what `interleavings` is, for a program
    std::uint64_t hang_timeout_ms = 10'000;

    /// For the worker; valid as long as this job stays as and where it is.
    worker::Task task() const;
};

enum class Ending {
    completed,  ///< all executions, or as many as the supervisor wanted
    incident,
    killed,  ///< by SIGKILL: from outside, or by itself; `incident` is what it is if it is again
    harness_error,  ///< nothing was learned: Outcome::message says what is wrong
};

/// What became of a job.
struct Outcome {
    Ending ending = Ending::completed;
    std::string message;
    std::uint64_t executions = 0;
    std::uint64_t steps = 0;
    std::uint64_t tolerated = 0;
    bool exhausted = false;  ///< nothing is left to explore
    std::uint64_t interleavings = 0;
    std::string given_up;  ///< why the search for everything could not go on
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
        std::uint64_t called;
        std::uint64_t returned;
    };
    std::vector<CallResult> results;
    std::uint64_t unjudged = 0;  ///< executions whose results could not be judged
    std::string unjudged_reason;
    std::uint64_t orders_tried = 0;  ///< that do not explain the results
    std::vector<history::TriedOrder> orders;
};

}  // namespace contend::run
