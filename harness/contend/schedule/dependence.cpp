#include <contend/schedule/dependence.hpp>

namespace contend::schedule {
namespace {

/// What an event does to the object at its address.
enum class Act : std::uint8_t {
    nothing,  ///< that anybody else could notice
    creates,
    reads,
    writes,
    locks,  ///< or tries to, as the next three
    locks_if_free,
    shares,
    shares_if_free,
    unlocks,
    unshares,
    uses,     ///< in some other way
    affects,  ///< everything
    passes,   ///< from one operation to the next
};

constexpr Act act_of(EventKind kind) {
    switch (kind) {
        case EventKind::none:
        case EventKind::thread_start:
        case EventKind::thread_end:
        case EventKind::join:
        case EventKind::fence:
        case EventKind::yield: return Act::nothing;
        case EventKind::create: return Act::creates;
        case EventKind::read:
        case EventKind::atomic_load:
        case EventKind::read_count: return Act::reads;
        case EventKind::write:
        case EventKind::atomic_store:
        case EventKind::atomic_update: return Act::writes;
        case EventKind::lock: return Act::locks;
        case EventKind::try_lock: return Act::locks_if_free;
        case EventKind::lock_shared: return Act::shares;
        case EventKind::try_lock_shared: return Act::shares_if_free;
        case EventKind::unlock: return Act::unlocks;
        case EventKind::unlock_shared: return Act::unshares;
        case EventKind::barrier:
        case EventKind::acquire:
        case EventKind::try_acquire:
        case EventKind::release:
        case EventKind::futex_wait:
        case EventKind::futex_wake:
        case EventKind::once:
        case EventKind::once_end: return Act::uses;
        case EventKind::wait:
        case EventKind::spurious_wake:
        case EventKind::signal:
        case EventKind::broadcast:
        case EventKind::sleep:
        case EventKind::clock: return Act::affects;
        case EventKind::operation: return Act::passes;
    }
    __builtin_unreachable();
}

constexpr Effect effect_of_act(Act act) {
    switch (act) {
        case Act::nothing:
        case Act::passes: return Effect::none;
        case Act::creates: return Effect::creates;
        case Act::reads:
        case Act::shares:
        case Act::shares_if_free:
        case Act::unshares: return Effect::reads;
        case Act::writes:
        case Act::locks:
        case Act::locks_if_free:
        case Act::unlocks:
        case Act::uses: return Effect::writes;
        case Act::affects: return Effect::everything;
    }
    __builtin_unreachable();
}

constexpr Effects all_effects() {
    Effects effects{};
    for (unsigned kind = 0; kind < event_kinds; ++kind)
        effects.of[kind] = effect_of_act(act_of(static_cast<EventKind>(kind)));
    return effects;
}

bool shares(Act act) { return act == Act::shares || act == Act::shares_if_free; }

bool unlocks(Act act) { return act == Act::unlocks || act == Act::unshares; }

bool overlap(const Event& a, const Event& b) {
    const auto* const first = static_cast<const char*>(a.address);
    const auto* const second = static_cast<const char*>(b.address);
    return first < second + (b.size != 0 ? b.size : 1) &&
           second < first + (a.size != 0 ? a.size : 1);
}

// Whether one call may end before the other begins, or the other way round.
bool pass(const Event& a, const Event& b) {
    return ((a.size & call_ended) != 0 && (b.size & call_begins) != 0) ||
           ((b.size & call_ended) != 0 && (a.size & call_begins) != 0);
}

}  // namespace

constinit const Effects effects = all_effects();

bool dependent(const Event& a, const Event& b) {
    const Act act = act_of(a.kind);
    const Act other = act_of(b.kind);
    if (act == Act::passes || other == Act::passes) return act == other && pass(a, b);
    if (act == Act::affects || other == Act::affects) return true;
    if (act == Act::nothing || other == Act::nothing) return false;
    if (act == Act::creates || other == Act::creates) return act == other;
    if (!overlap(a, b)) return false;
    if (act == Act::reads && other == Act::reads) return false;
    if (shares(act) && shares(other)) return false;
    if (unlocks(act) && unlocks(other)) return false;
    // Other readers do not care.
    return !(act == Act::unshares && shares(other)) && !(other == Act::unshares && shares(act));
}

bool reversible(const Event& first, const Event& then) {
    const Act act = act_of(first.kind);
    const Act other = act_of(then.kind);
    if (unlocks(act)) return other != Act::locks && other != Act::shares;
    if (unlocks(other)) return act != Act::locks && act != Act::shares;
    return true;
}

bool acquires(const Event& event) {
    const Act act = act_of(event.kind);
    return act == Act::locks || act == Act::locks_if_free || shares(act);
}

bool only_tries(const Event& event) {
    return event.kind == EventKind::lock || event.kind == EventKind::lock_shared ||
           event.kind == EventKind::acquire || event.kind == EventKind::join ||
           event.kind == EventKind::once;
}

}  // namespace contend::schedule
