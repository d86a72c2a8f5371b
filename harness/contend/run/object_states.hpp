#pragma once

#include <contend/history/trace.hpp>
#include <contend/report/finding.hpp>
#include <contend/run/lock_states.hpp>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace contend::run {

/// What the locks, atomics, semaphores and conditions of a recorded execution hold, from one step to the next.
///
/// What an atomic or a semaphore holds was read from memory; who holds a lock follows from the steps (LockStates).
/// Threads are named by their number less `first_thread`, as everywhere in reports.
class ObjectStates {
public:
    explicit ObjectStates(unsigned first_thread) : first_(first_thread) {}

    /// Goes on by one step, the next one of the execution. Returns what is different after it; of an atomic
    /// also what is not, for a step that reads it.
    std::vector<report::ObjectState> after(const history::TraceStep& step);

private:
    void stop_waiting(base::ThreadId thread);
    void note_locks(const std::vector<LockStates::Change>& changes);
    void note(const char* what, const void* address, std::string state);
    std::string threads(const std::set<base::ThreadId>& threads) const;
    std::string state_of(const LockStates::Lock& lock) const;

    unsigned first_;
    LockStates locks_;
    std::map<const void*, std::set<base::ThreadId>> conditions_;
    std::map<base::ThreadId, const void*> waits_;  ///< for which condition
    std::vector<report::ObjectState> changed_;
};

/// What an atomic access read or left: "3", "0 → 1", "stays 1". Empty when it is not known.
std::string value_text(const history::TraceStep& step);

}  // namespace contend::run
