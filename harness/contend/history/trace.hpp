#pragma once

#include <contend/history/race_record.hpp>
#include <contend/schedule/event.hpp>

namespace contend::history {

/// One scheduling point of a recorded execution.
struct TraceStep {
    base::ThreadId thread = base::no_thread;
    base::ThreadId previous = base::no_thread;  ///< who ran before
    std::uint16_t operation = 0;                ///< the thread's operation, from 1; 0: none
    bool preemption = false;                    ///< `previous` differs and could have gone on
    schedule::Event event;
    RawStack stack;
    /// What the object held just before, and what when the next step began, in so many bytes as the event has, eight for
    /// a lock or a semaphore; only if `held` says that both could be read.
    std::uint64_t before = 0;
    std::uint64_t after = 0;
    bool held = false;
    std::uint64_t allocations = 0;  ///< of the whole process, before it
    const void* mutex = nullptr;    ///< of a wait for a condition: what it gives up
};

/// One plain memory access of a recorded execution.
struct Touch {
    const void* address = nullptr;
    const void* return_address = nullptr;  ///< the place in the code under test
    std::uint64_t step = 0;                ///< scheduling points before it
    std::uint32_t size = 0;
    base::ThreadId thread = base::no_thread;
    std::uint16_t operation = 0;
    bool write = false;
};

/// A recorded execution, in memory shared with the supervisor. What does not fit is counted only.
struct Trace {
    static constexpr unsigned steps_max = 4096;
    std::uint64_t total = 0;
    std::uint64_t digest =
        0;  ///< of the order of threads and of the kinds of their events: equal executions agree
    bool record_steps = false;  ///< false: only the digest
    TraceStep steps[steps_max];

    static constexpr std::uint64_t touches_max = 1 << 14;  ///< of plain accesses, the last are kept
    std::uint64_t touch_total = 0;
    Touch touches[touches_max];  ///< number i lies at i % touches_max
};

}  // namespace contend::history
