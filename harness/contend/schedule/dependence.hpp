#pragma once

#include <contend/base/attributes.hpp>
#include <contend/schedule/event.hpp>

/// Which events of different threads may not be swapped: the relation that partial-order reduction
/// and coverage are built on. Two executions that differ only in the order of independent neighbours
/// are the same Mazurkiewicz trace.
namespace contend::schedule {

/// Whether the order of the two can matter. Where in doubt, it can: a condition variable's wait
/// releases a mutex that the event does not name, and virtual time is everybody's.
bool dependent(const Event& a, const Event& b);

/// For dependent `first` and `then` of different threads, in this order: whether `then` could have
/// come first. A lock can not be had before its owner releases it.
bool reversible(const Event& first, const Event& then);

/// What `dependent` comes to for a single event: of two with an object in common, one writes; all that
/// create depend on one another; and everything but what does nothing on what changes everything. For
/// `dependent` a join depends on that too, because of time-outs. Otherwise it makes a difference only for
/// what can not meet: two unlocks in a row, a shared lock and a read.
enum class Effect : std::uint8_t {
    none,
    reads,  ///< its object; so do those who share a lock
    writes,
    creates,  ///< a thread: numbers are given in the order of creation
    everything,
};

inline constexpr unsigned event_kinds = static_cast<unsigned>(EventKind::operation) + 1;

/// By kind of event: a table, for it is asked at every event.
struct Effects {
    Effect of[event_kinds];
};
extern const Effects effects;

CONTEND_INLINE Effect effect_of(EventKind kind) { return effects.of[static_cast<unsigned>(kind)]; }

/// An event that takes a lock, at once or when it is free.
bool acquires(const Event& event);

/// An event that may find that it has to wait, without having done anything yet.
bool only_tries(const Event& event);

}  // namespace contend::schedule
