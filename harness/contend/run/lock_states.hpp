#pragma once

#include <contend/history/trace.hpp>

#include <map>
#include <set>
#include <vector>

namespace contend::run {

/// Who holds and who waits for which lock of a recorded execution, from one step to the next.
///
/// It follows from the steps: one that changed the lock has it, one that did not waits. When a thread that waited goes on, its
/// step is recorded once more: then it has the lock if it changed it now. Where that step is missing it has the lock
/// when it goes on, unless another has it then: its time was over.
class LockStates {
public:
    struct Lock {
        std::map<base::ThreadId, unsigned> holders;  ///< and how often each has locked it
        bool shared = false;
        std::set<base::ThreadId> waiting;
    };

    struct Change {
        enum class Kind {
            granted,   ///< the thread has it, or has it once more
            waits,     ///< it is another's; the thread waits for it
            given_up,  ///< the thread has stopped waiting, or has tried and failed
            released,  ///< once
        };
        Kind kind;
        const void* lock;
        base::ThreadId thread;
    };

    /// The thread of the next step goes on: what it has waited for may be its own now.
    std::vector<Change> go_on(const history::TraceStep& next);

    /// Whether the next step is a wait for a condition that was recorded before, and is over.
    bool resumes(const history::TraceStep& next) const;

    /// Goes on by that step. A wait for a condition gives up its mutex.
    std::vector<Change> after(const history::TraceStep& step);

    /// Anything for an address that is no lock's.
    const Lock& at(const void* lock) { return locks_[lock]; }

private:
    struct Wait {
        const void* lock = nullptr;       ///< what it waits for, or gets back after a condition
        const void* condition = nullptr;  ///< that it waits for first
        bool shared = false;
    };

    Change lock(const history::TraceStep& step, bool shared);
    Change grant(const void* lock, base::ThreadId thread, bool shared);
    std::vector<Change> unlock(const void* lock, base::ThreadId thread);

    std::map<const void*, Lock> locks_;
    std::map<base::ThreadId, Wait> waits_;
    bool resumed_ = false;  ///< the step that comes is one that was recorded before
};

}  // namespace contend::run
