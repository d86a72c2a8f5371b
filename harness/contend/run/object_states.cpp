#include <contend/run/object_states.hpp>

#include <fmt/format.h>
#include <algorithm>
#include <utility>

namespace contend::run {
namespace {

using base::ThreadId;
using history::TraceStep;
using schedule::EventKind;

// The type is not known: what is far from zero in eight bytes is an address, what is close below it negative.
std::string number(std::uint64_t value, std::uint32_t size) {
    constexpr std::uint64_t address_min = std::uint64_t{1} << 40;
    constexpr std::uint64_t negative_max = 1 << 16;
    const std::uint64_t end = size >= sizeof(value) ? 0 : std::uint64_t{1} << (8 * size);
    if (size >= sizeof(std::uint32_t) && end - value <= negative_max && value != 0)
        return fmt::format("-{}", end - value);
    return value < address_min ? fmt::format("{}", value) : fmt::format("{:#x}", value);
}

bool is_atomic(EventKind kind) {
    return kind == EventKind::atomic_load || kind == EventKind::atomic_store ||
           kind == EventKind::atomic_update;
}

bool is_semaphore(EventKind kind) {
    return kind == EventKind::acquire || kind == EventKind::try_acquire ||
           kind == EventKind::release || kind == EventKind::read_count;
}

// glibc's: the lower half of its first word.
std::uint64_t count_of(std::uint64_t semaphore) { return semaphore & 0xffff'ffffU; }

std::string address_of(const void* address) {
    return fmt::format("{:#x}", reinterpret_cast<std::uintptr_t>(address));
}

}  // namespace

std::string value_text(const TraceStep& step) {
    if (!step.held || !is_atomic(step.event.kind)) return {};
    const std::string after = number(step.after, step.event.size);
    if (step.event.kind == EventKind::atomic_load) return after;
    if (step.before == step.after) return "stays " + after;
    return number(step.before, step.event.size) + " → " + after;
}

std::vector<report::ObjectState> ObjectStates::after(const TraceStep& step) {
    changed_.clear();
    const void* const address = step.event.address;
    const bool begins_to_wait = step.event.kind == EventKind::wait && !locks_.resumes(step);
    stop_waiting(step.thread);
    note_locks(locks_.go_on(step));
    if (begins_to_wait) {
        conditions_[address].insert(step.thread);
        note("condition", address, threads(conditions_[address]) + " waiting");
        waits_[step.thread] = address;
    }
    note_locks(locks_.after(step));
    if (step.held && is_atomic(step.event.kind))
        note("atomic", address, number(step.after, step.event.size));
    if (step.held && is_semaphore(step.event.kind))
        note("semaphore", address, fmt::format("{}", count_of(step.after)));
    return std::move(changed_);
}

void ObjectStates::stop_waiting(ThreadId thread) {
    const auto waited = waits_.find(thread);
    if (waited == waits_.end()) return;
    auto& waiting = conditions_[waited->second];
    waiting.erase(thread);
    note("condition", waited->second,
         waiting.empty() ? "nobody waiting" : threads(waiting) + " waiting");
    waits_.erase(waited);
}

void ObjectStates::note_locks(const std::vector<LockStates::Change>& changes) {
    for (const LockStates::Change& change : changes)
        note("lock", change.lock, state_of(locks_.at(change.lock)));
}

void ObjectStates::note(const char* what, const void* address, std::string state) {
    const std::string object = fmt::format("{} {}", what, address_of(address));
    const auto known = std::find_if(changed_.begin(), changed_.end(),
                                    [&](const auto& entry) { return entry.object == object; });
    if (known != changed_.end())
        known->state = std::move(state);
    else
        changed_.push_back({object, std::move(state)});
}

std::string ObjectStates::threads(const std::set<ThreadId>& threads) const {
    std::string text = threads.size() == 1 ? "thread " : "threads ";
    bool first = true;
    for (const ThreadId thread : threads) {
        if (!first) text += ", ";
        text += fmt::format("{}", static_cast<int>(thread) - static_cast<int>(first_));
        first = false;
    }
    return text;
}

std::string ObjectStates::state_of(const LockStates::Lock& lock) const {
    std::string text = "free";
    if (!lock.holders.empty()) {
        std::set<ThreadId> holders;
        for (const auto& [thread, times] : lock.holders) holders.insert(thread);
        text = (lock.shared ? "shared by " : "held by ") + threads(holders);
        const unsigned times = lock.holders.begin()->second;
        if (holders.size() == 1 && times > 1) text += fmt::format(", {} times", times);
    }
    if (!lock.waiting.empty()) text += "; " + threads(lock.waiting) + " waiting";
    return text;
}

}  // namespace contend::run
