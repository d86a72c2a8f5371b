#pragma once

#include <contend/report/finding.hpp>

#include <cstdint>
#include <string>
#include <vector>

/// How locks were used in a sample of recorded executions: where to shorten a critical section, and what to shard. Plain
/// values as in finding.hpp.
namespace contend::report {

/// A lock, or several that are locked at the same places (one for each instance, shard or bucket).
struct LockUse {
    std::vector<Frame> places = {};  ///< where it is locked: the top user frames, the busiest first
    std::uint64_t objects = 0;       ///< of it in one execution, at most
    std::uint64_t acquisitions = 0;  ///< in all, failed attempts left out
    std::uint64_t contended = 0;     ///< of those, another held it when the thread came
    std::uint64_t held_points = 0;  ///< scheduling points of its holders while they held it, in all
    std::uint64_t held_points_most = 0;  ///< in one acquisition
    std::uint64_t allocations = 0;       ///< by its holders while they held it, in all

    bool operator==(const LockUse&) const = default;
};

/// That one operation waited for another. Without operations: functions of the user's that lock.
struct Conflict {
    std::string waiting = {};  ///< "put"
    std::string holding = {};  ///< "get"
    std::uint64_t count = 0;

    bool operator==(const Conflict&) const = default;
};

struct Contention {
    std::uint64_t executions = 0;          ///< recorded; 0: there is no profile
    std::uint64_t threads = 0;             ///< that took part in one execution, at most
    std::vector<LockUse> locks = {};       ///< the most contended first
    std::vector<Conflict> conflicts = {};  ///< the most frequent first

    bool operator==(const Contention&) const = default;
};

/// What may help with a lock that is waited for often, in one sentence; empty when nothing stands out. The rules: a quarter
/// or more of at least ten acquisitions were contended; then allocations under the lock come first, then the length of
/// what it guards, then that there is but one of it.
std::string hint(const LockUse& use);

}  // namespace contend::report
