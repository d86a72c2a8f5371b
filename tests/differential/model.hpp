#pragma once

#include "program.hpp"

#include <set>

namespace contend::differential {

/// What POSIX leaves open, and glibc and contend do not.
enum class Rules {
    /// Condition variables may wake up spuriously; any thread of a barrier's round may be its serial
    /// thread.
    posix,
    /// They do not; the last thread to come is.
    strict,
};

/// All outcomes that a program can have, by trying every interleaving; `deadlocked` among them when
/// nobody can go on in one. Where POSIX leaves the choice to the implementation, this is the C
/// library's: readers go before writers that wait, a semaphore is never less than 0, and who asks
/// again for a lock that it has written gets EDEADLK.
///
/// An operation is one step, or several where others may come in between. One with a time-out either
/// waits or, when what it wants is not there, gives up: a time-out that comes later is the same as one
/// that comes at once in a thread that then rests.
std::set<Outcome> outcomes_of(const Program& program, Rules rules);

}  // namespace contend::differential
