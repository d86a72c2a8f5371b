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

constexpr bool shares(Act act) { return act == Act::shares || act == Act::shares_if_free; }

constexpr bool unlocks(Act act) { return act == Act::unlocks || act == Act::unshares; }

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

/// When two events depend on one another.
enum class Depend : std::uint8_t { never, always, on_one_object, as_edges };

constexpr Depend relation_of(Act act, Act other) {
    if (act == Act::passes || other == Act::passes)
        return act == other ? Depend::as_edges : Depend::never;
    if (act == Act::affects || other == Act::affects) return Depend::always;
    if (act == Act::nothing || other == Act::nothing) return Depend::never;
    if (act == Act::creates || other == Act::creates)
        return act == other ? Depend::always : Depend::never;
    if (act == Act::reads && other == Act::reads) return Depend::never;
    if (shares(act) && shares(other)) return Depend::never;
    if (unlocks(act) && unlocks(other)) return Depend::never;
    // Other readers do not care.
    if ((act == Act::unshares && shares(other)) || (other == Act::unshares && shares(act)))
        return Depend::never;
    return Depend::on_one_object;
}

/// By kinds of both: a table, for it is asked of all that is pending at every event.
struct Relations {
    Depend of[event_kinds][event_kinds];
};

constexpr Relations all_relations() {
    Relations relations{};
    for (unsigned a = 0; a < event_kinds; ++a)
        for (unsigned b = 0; b < event_kinds; ++b)
            relations.of[a][b] =
                relation_of(act_of(static_cast<EventKind>(a)), act_of(static_cast<EventKind>(b)));
    return relations;
}

constexpr Relations relations = all_relations();

}  // namespace

constinit const Effects effects = all_effects();

bool dependent(const Event& a, const Event& b) {
    switch (relations.of[static_cast<unsigned>(a.kind)][static_cast<unsigned>(b.kind)]) {
        case Depend::never: return false;
        case Depend::always: return true;
        case Depend::on_one_object: return overlap(a, b);
        case Depend::as_edges: return pass(a, b);
    }
    __builtin_unreachable();
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
