#pragma once

#include <contend/report/contention.hpp>
#include <contend/run/job.hpp>
#include <contend/run/lock_states.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace contend::run {

/// Adds up how locks were used in recorded executions. A lock is known by the places where it is locked: what was locked at
/// two places in one execution makes them places of one lock.
class ContentionProfile {
public:
    /// The text of a thread's call by its number, "put(1, 2)"; empty outside any operation.
    using Call = std::function<std::string(unsigned thread, unsigned operation)>;

    /// `first_thread`: see Target.
    void add(const Outcome& outcome, unsigned first_thread, const Call& call);

    report::Contention profile() const;

private:
    using Place = std::size_t;  // index in places_

    struct PlaceUse {
        report::Frame frame;
        report::LockUse use;
        Place lock = 0;  ///< another place of the same lock, in the end the first (union-find)
    };

    /// What a thread that holds a lock, or waits for it, does with it.
    struct Holding {
        Place place = 0;
        std::string who;
        std::uint64_t since = 0;  ///< the thread's scheduling points
        bool contended = false;
    };

    /// One execution.
    struct Run {
        LockStates locks;
        std::map<std::pair<const void*, base::ThreadId>, Holding> holdings;
        std::map<base::ThreadId, std::uint64_t> points;  ///< of each thread so far
        std::map<const void*, Place> places;             ///< where an object was first locked
    };

    void take(Run& run, const LockStates::Change& change, const Holding& here);
    void wait(Run& run, const LockStates::Change& change, const Holding& here);
    void release(Run& run, const LockStates::Change& change);
    void note_object(Run& run, const void* lock, Place place);
    void note_allocations(Run& run, base::ThreadId thread, std::uint64_t count);
    Place place_of(const history::RawStack& stack);
    Place root(Place place) const;

    std::vector<PlaceUse> places_;
    std::map<std::vector<const void*>, Place> known_stacks_;
    std::map<std::pair<std::string, std::string>, std::uint64_t> conflicts_;
    std::uint64_t executions_ = 0;
    std::uint64_t threads_ = 0;
};

}  // namespace contend::run
