#pragma once

#include <contend/history/trace.hpp>
#include <contend/report/finding.hpp>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace contend::run {

/// What the locks, atomics, semaphores and conditions of a recorded execution hold, from one step to the next.
///
/// What an atomic or a semaphore holds was read from memory. Who holds a lock follows from the steps: one that
/// changed the lock has it; one that did not waits, and has it when the thread goes on. Threads are named by
/// their number less `first_thread`, as everywhere in reports.
class ObjectStates {
public:
    explicit ObjectStates(unsigned first_thread) : first_(first_thread) {}

    /// Goes on by one step, the next one of the execution. Returns what is different after it; of an atomic
    /// also what is not, for a step that reads it.
    std::vector<report::ObjectState> after(const history::TraceStep& step);

private:
    struct Lock {
        std::map<base::ThreadId, unsigned> holders;  ///< and how often each has locked it
        bool shared = false;
        std::set<base::ThreadId> waiting;
    };

    void go_on(base::ThreadId thread);
    void lock(const history::TraceStep& step, bool shared);
    void unlock(const void* lock, base::ThreadId thread);
    void grant(const void* lock, base::ThreadId thread, bool shared);
    void note_lock(const void* lock);
    void note(const char* what, const void* address, std::string state);
    std::string threads(const std::set<base::ThreadId>& threads) const;
    std::string state_of(const Lock& lock) const;

    struct Wait {
        const void* lock = nullptr;  ///< what it waits for, or gets back after a condition
        const void* condition = nullptr;
        bool shared = false;
    };

    unsigned first_;
    std::map<const void*, Lock> locks_;
    std::map<const void*, std::set<base::ThreadId>> conditions_;
    std::map<base::ThreadId, Wait> waits_;
    std::vector<report::ObjectState> changed_;
};

/// What an atomic access read or left: "3", "0 → 1", "stays 1". Empty when it is not known.
std::string value_text(const history::TraceStep& step);

}  // namespace contend::run
