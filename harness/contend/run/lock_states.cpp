#include <contend/run/lock_states.hpp>

namespace contend::run {

using base::ThreadId;
using history::TraceStep;
using schedule::EventKind;
using Change = LockStates::Change;

namespace {

bool is_lock(EventKind kind) {
    return kind == EventKind::lock || kind == EventKind::lock_shared ||
           kind == EventKind::try_lock || kind == EventKind::try_lock_shared;
}

}  // namespace

bool LockStates::resumes(const TraceStep& next) const {
    const auto waited = waits_.find(next.thread);
    return waited != waits_.end() && next.event.kind == EventKind::wait &&
           waited->second.condition == next.event.address;
}

std::vector<Change> LockStates::go_on(const TraceStep& next) {
    resumed_ = resumes(next);
    const auto waited = waits_.find(next.thread);
    if (waited == waits_.end()) return {};
    const Wait wait = waited->second;
    Lock& lock = locks_[wait.lock];
    const bool open = lock.holders.empty() || (lock.shared && wait.shared);
    // Signalled, and now it waits for the mutex.
    if (resumed_ && !open && wait.lock != nullptr) return {};
    waits_.erase(waited);
    lock.waiting.erase(next.thread);
    const bool tells = is_lock(next.event.kind) && next.event.address == wait.lock;
    if (wait.lock == nullptr || tells) return {};
    if (open) return {grant(wait.lock, next.thread, wait.shared)};
    return {{Change::Kind::given_up, wait.lock, next.thread}};
}

std::vector<Change> LockStates::after(const TraceStep& step) {
    if (resumed_) return {};
    switch (step.event.kind) {
        case EventKind::lock:
        case EventKind::try_lock: return {lock(step, false)};
        case EventKind::lock_shared:
        case EventKind::try_lock_shared: return {lock(step, true)};
        case EventKind::unlock:
        case EventKind::unlock_shared: return unlock(step.event.address, step.thread);
        case EventKind::wait:
            waits_[step.thread] = {step.mutex, step.event.address, false};
            return unlock(step.mutex, step.thread);
        default: return {};
    }
}

Change LockStates::lock(const TraceStep& step, bool shared) {
    const void* const address = step.event.address;
    const bool tries =
        step.event.kind == EventKind::try_lock || step.event.kind == EventKind::try_lock_shared;
    Lock& lock = locks_[address];
    const bool open = lock.holders.empty() || (shared && lock.shared);
    // Where memory can not tell, who holds it does.
    if (step.held ? step.before != step.after : open) return grant(address, step.thread, shared);
    if (tries) return {Change::Kind::given_up, address, step.thread};
    lock.waiting.insert(step.thread);
    waits_[step.thread] = {address, nullptr, shared};
    return {Change::Kind::waits, address, step.thread};
}

Change LockStates::grant(const void* address, ThreadId thread, bool shared) {
    Lock& lock = locks_[address];
    lock.shared = shared;
    ++lock.holders[thread];
    return {Change::Kind::granted, address, thread};
}

std::vector<Change> LockStates::unlock(const void* address, ThreadId thread) {
    if (address == nullptr) return {};
    Lock& lock = locks_[address];
    const auto holder = lock.holders.find(thread);
    if (holder != lock.holders.end() && --holder->second == 0) lock.holders.erase(holder);
    return {{Change::Kind::released, address, thread}};
}

}  // namespace contend::run
