#pragma once

#include <contend/history/incident.hpp>
#include <contend/history/trace.hpp>
#include <contend/history/tried_order.hpp>
#include <contend/schedule/schedule.hpp>

#include <cstddef>
#include <cstdint>

namespace contend::worker {

/// What a worker has got to.
enum class Phase : std::uint32_t { starting, exploring, done, harness_error };

/// The supervisor's answer to a race report it was asked about.
enum class Ruling : std::uint8_t {
    finding,    ///< stop: this is it
    tolerated,  ///< count it and go on
    later,  ///< remember it and go on: something worse may follow from it (lock-order inversions)
    other,  ///< not what is being looked for: go on
};

/// The memory a worker shares with its supervisor. The worker writes as it goes, so that whatever
/// happens to it, the supervisor has the schedule of the running execution and all that was found.
/// Plain data; one writer a field.
struct Board {
    static constexpr unsigned queries_max = 16;
    static constexpr unsigned results_max = 256;
    static constexpr unsigned orders_max = 8;

    Phase phase = Phase::starting;
    base::FixedString<1024> harness_error;

    std::uint64_t executions = 0;     ///< completed, and nothing was found in them
    std::uint64_t steps = 0;          ///< scheduling points, of completed executions
    std::uint64_t current = 0;        ///< index of the running execution
    std::uint64_t tolerated = 0;      ///< reports that were only counted
    std::uint64_t preemptions = 0;    ///< of the last execution
    std::uint64_t digest = 0;         ///< of all it did: its interleaving and its steps
    std::uint64_t replay_used = 0;    ///< entries of the schedule that the last replay could follow
    bool exhausted = false;           ///< by Strategy exhaustive: nothing is left to explore
    std::uint64_t interleavings = 0;  ///< different ones that it has executed
    base::FixedString<64> given_up;   ///< why it can not go on; empty when it can
    char strategy[16] = {};           ///< of the running execution
    std::uint32_t stop = 0;           ///< set by the supervisor: end after the running execution
    bool asleep = false;  ///< set by the supervisor: the running thread waits in the kernel
    std::int32_t kernel_thread = 0;  ///< of the running thread; 0: the process's first, for all

    history::Incident incident;
    bool later_seen = false;
    history::Incident later;  ///< a report that was ruled `later`
    std::uint64_t later_execution = 0;

    unsigned query_count = 0;
    history::RaceRecord queries[queries_max];
    Ruling rulings[queries_max] = {};

    unsigned result_count = 0;
    struct CallResult {
        std::uint16_t thread;  ///< logical thread
        std::uint16_t operation;
        base::FixedString<120> text;
        std::uint64_t called;
        std::uint64_t returned;
    } results[results_max];

    std::uint64_t unjudged = 0;  ///< executions whose results could not be judged
    base::FixedString<200> unjudged_reason;
    std::uint64_t orders_tried = 0;  ///< that do not explain the results of the last execution
    unsigned order_count = 0;        ///< of them told of
    history::TriedOrder orders[orders_max];

    history::Trace trace;

    schedule::ScheduleLog log;  ///< of the running execution; its entries lie behind the board
    schedule::Switch entries[1];
};

/// The bytes of a board with room for a schedule of `steps_max` deviations.
CONTEND_INLINE std::size_t board_size(std::uint64_t steps_max) {
    return sizeof(Board) + steps_max * sizeof(schedule::Switch);
}

}  // namespace contend::worker
