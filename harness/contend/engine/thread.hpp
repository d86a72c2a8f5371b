#pragma once

#include <contend/base/ids.hpp>
#include <contend/base/promise.hpp>

#include <cstdint>

namespace contend::engine {

/// Where a logical thread is in its life.
enum class State : std::uint8_t {
    unused,    ///< not part of the running execution
    runnable,  ///< may be chosen
    blocked,   ///< waits for somebody to wake it
    finished,
};

/// Why a blocked thread waits: words for the report of a deadlock.
enum class Waiting : std::uint8_t {
    nothing,
    mutex,
    shared_lock,
    exclusive_lock,
    condition,
    spin_lock,
    barrier,
    semaphore,
    notification,  ///< a futex: std::atomic::wait, latch, barrier, counting_semaphore, future
    once,          ///< a one-time initialisation that another thread is in
    join,
    sleep,
    end
};

/// No deadline: waits until woken.
inline constexpr std::uint64_t no_deadline = ~std::uint64_t{0};

/// What resuming a thread takes; its meaning belongs to the carrier (context/).
struct ContextSlot {
    void* stack_pointer = nullptr;
    std::uint64_t thread_pointer = 0;
    std::uint32_t word = 0;
    std::uint32_t* turn = nullptr;  ///< where the thread behind it waits, if it waits by itself
    int kernel_thread_id = 0;
    std::uint64_t handle = 0;  ///< the pthread_t of the thread behind it
    bool provided = false;
};

/// One thread of the program under test, while an execution runs.
///
/// The slot outlives the execution: a later execution's logical thread with the same id runs on the
/// same real thread. Within one execution a slot is never used twice, or two unordered threads
/// would look like one to TSan.
struct LogicalThread {
    using Routine = void* (*)(void*);

    base::ThreadId id = base::no_thread;
    State state = State::unused;
    Waiting waiting = Waiting::nothing;
    bool timed_out = false;  ///< the last wait ended because its time-out passed
    bool detached = false;
    bool joined = false;
    bool in_group = false;        ///< started and joined with others, over one synchronisation edge
    std::uint16_t operation = 0;  ///< the operation it is in, counted from 1; 0 for none
    const base::Promise* promise = nullptr;  ///< of that operation; null: none
    std::uint32_t promised_at = 0;           ///< its own decisions before the operation
    std::uint32_t repeats = 0;  ///< how often its last event repeated without another in between
    const void* waits_for = nullptr;
    const void* gives_up = nullptr;  ///< the mutex of its last wait for a condition
    std::uint64_t deadline = no_deadline;
    std::uint32_t wake_mask = ~0u;   ///< a wake-up whose mask shares no bit does not reach it
    std::uint64_t random_draws = 0;  ///< numbers it has been given in place of random ones
    Routine routine = nullptr;
    void* argument = nullptr;
    void* result = nullptr;
    base::ThreadId creator = base::no_thread;
    const void* created_at = nullptr;         ///< the return address of the event that created it
    base::ThreadId joiner = base::no_thread;  ///< who waits for its end, or has waited
    void* exit_target = nullptr;              ///< the jmp_buf of thread_main; null for thread 0
    const void* base_frame = nullptr;         ///< of thread_main: where unwinding ends
    ContextSlot context;
    char start_edge = 0;  ///< their addresses name the synchronisation edges of creation and join
    char end_edge = 0;
};

}  // namespace contend::engine
