#pragma once

#include <contend/history/trace.hpp>

#include <map>
#include <set>
#include <vector>

namespace contend::run {

/// Who holds and who waits for which lock of a recorded execution, from one step to the next.
///
/// It follows from the steps: one that changed the lock has it; one that did not waits, and has it when the thread
/// goes on, unless another has it then: its time was over.
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
    std::vector<Change> go_on(base::ThreadId thread);

    /// Goes on by that step. A wait for a condition gives up its mutex.
    std::vector<Change> after(const history::TraceStep& step);

    /// Anything for an address that is no lock's.
    const Lock& at(const void* lock) { return locks_[lock]; }

private:
    struct Wait {
        const void* lock = nullptr;  ///< what it waits for, or gets back after a condition
        bool shared = false;
    };

    Change lock(const history::TraceStep& step, bool shared);
    Change grant(const void* lock, base::ThreadId thread, bool shared);
    std::vector<Change> unlock(const void* lock, base::ThreadId thread);

    std::map<const void*, Lock> locks_;
    std::map<base::ThreadId, Wait> waits_;
};

}  // namespace contend::run
