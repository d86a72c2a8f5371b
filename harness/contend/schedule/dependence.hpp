#pragma once

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

/// An event that takes a lock, at once or when it is free.
bool acquires(const Event& event);

/// An event that may find that it has to wait, without having done anything yet.
bool only_tries(const Event& event);

}  // namespace contend::schedule
