#pragma once

#include <cstdint>

namespace contend::schedule {

/// What a thread is about to do at a scheduling point.
enum class EventKind : std::uint8_t {
    none,
    thread_start,
    thread_end,
    create,
    join,
    read,
    write,
    atomic_load,
    atomic_store,
    atomic_update,  ///< exchange, fetch_*, compare_exchange
    fence,
    lock,
    try_lock,
    unlock,
    lock_shared,
    try_lock_shared,
    unlock_shared,
    wait,
    spurious_wake,  ///< a waiting thread goes on though nobody signalled
    signal,
    broadcast,
    barrier,
    acquire,  ///< of a semaphore, as the next three
    try_acquire,
    release,
    read_count,
    futex_wait,  ///< waits unless the word has changed: std::atomic::wait and what is made of it
    futex_wake,
    once,      ///< enters a one-time initialisation, waits for it, or finds it done
    once_end,  ///< the initialisation is over
    yield,
    sleep,
    clock,
    operation,  ///< stands between two operations of a scenario: see OperationEdge
};

/// What lies at an `operation` event, in Event::size: where a call's place in time may matter to its
/// result, the strategies must be able to delay it.
enum OperationEdge : std::uint32_t { call_begins = 1, call_ended = 2 };

/// The announcement every strategy sees before the thing happens: a thread's *pending event*.
struct Event {
    const void* address = nullptr;         ///< the object acted on; null when there is none
    const void* return_address = nullptr;  ///< the place in the code under test
    std::uint32_t size = 0;                ///< bytes, for memory; 0 otherwise
    EventKind kind = EventKind::none;
    std::uint8_t memory_order = 0;  ///< the compiler's __ATOMIC_* constant, for atomics
};

/// A word for people: "locks", "atomic load". Never null.
const char* describe(EventKind kind);

}  // namespace contend::schedule
