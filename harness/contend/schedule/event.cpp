#include <contend/schedule/event.hpp>

namespace contend::schedule {

const char* describe(EventKind kind) {
    switch (kind) {
        case EventKind::none: return "nothing";
        case EventKind::thread_start: return "starts";
        case EventKind::thread_end: return "ends";
        case EventKind::create: return "creates a thread";
        case EventKind::join: return "joins a thread";
        case EventKind::read: return "reads";
        case EventKind::write: return "writes";
        case EventKind::atomic_load: return "atomic load";
        case EventKind::atomic_store: return "atomic store";
        case EventKind::atomic_update: return "atomic update";
        case EventKind::fence: return "fence";
        case EventKind::lock: return "locks";
        case EventKind::try_lock: return "tries to lock";
        case EventKind::unlock:
        case EventKind::unlock_shared: return "unlocks";
        case EventKind::lock_shared: return "locks shared";
        case EventKind::try_lock_shared: return "tries to lock shared";
        case EventKind::wait: return "waits for a condition";
        case EventKind::spurious_wake: return "wakes up spuriously";
        case EventKind::signal: return "signals";
        case EventKind::broadcast: return "broadcasts";
        case EventKind::barrier: return "waits at a barrier";
        case EventKind::acquire: return "acquires a semaphore";
        case EventKind::try_acquire: return "tries to acquire a semaphore";
        case EventKind::release: return "releases a semaphore";
        case EventKind::read_count: return "reads a semaphore";
        case EventKind::futex_wait: return "waits for a notification";
        case EventKind::futex_wake: return "notifies";
        case EventKind::once: return "comes to a one-time initialisation";
        case EventKind::once_end: return "ends a one-time initialisation";
        case EventKind::yield: return "yields";
        case EventKind::sleep: return "sleeps";
        case EventKind::clock: return "reads the clock";
        case EventKind::operation: return "is between operations";
    }
    return "acts";
}

}  // namespace contend::schedule
