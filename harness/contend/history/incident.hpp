#pragma once

#include <contend/base/fixed_string.hpp>
#include <contend/history/race_record.hpp>

namespace contend::history {

/// What went wrong in an execution; the names people see are in report/.
enum class IncidentKind : std::uint8_t {
    none,
    race,         ///< ThreadSanitizer reported something: see Incident::race
    deadlock,     ///< nobody can go on
    crash,        ///< a signal, or the process left in the middle of an execution
    terminate,    ///< an uncaught exception, or std::terminate
    assertion,    ///< a failed assertion
    invariant,    ///< an invariant of the specification does not hold
    step_limit,   ///< more scheduling points than allowed
    no_progress,  ///< no scheduling point for too long
    unsupported,  ///< not the program's fault: it did what is not modelled, and says the message
    kernel_wait,  ///< waits in the kernel for what nobody will do meanwhile
    results,      ///< no order of the calls explains their results: Board::orders
    blocked_progress,  ///< an operation needs others though it promised not to: `place` is its name
    nondeterminism,    ///< the same schedule gave different executions
};

/// A thread's stack with what it was doing, for incidents that concern several threads.
struct ThreadStack {
    base::ThreadId thread = base::no_thread;
    base::FixedString<160> doing;
    base::ThreadId holder = base::no_thread;  ///< who has what it waits for, where that is known
    bool holder_ended = false;
    RawStack stack;
};

/// One incident as plain data: no pointer to anything but code, so it can lie in memory shared with
/// the supervisor.
struct Incident {
    static constexpr unsigned stacks_max = 16;
    IncidentKind kind = IncidentKind::none;
    base::ThreadId thread = base::no_thread;  ///< who it happened to, if one thread can be named
    base::FixedString<1024> message;          ///< for people; no addresses
    base::FixedString<256> place;             ///< file:line where known (assertions)
    RaceRecord race;
    unsigned stack_count = 0;
    ThreadStack stacks[stacks_max];
};

}  // namespace contend::history
