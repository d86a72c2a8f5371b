#pragma once

#include <contend/run/options.hpp>
#include <contend/run/progress.hpp>
#include <contend/run/rulings.hpp>
#include <contend/run/search.hpp>
#include <contend/run/target.hpp>
#include <contend/scenario/plan.hpp>

#include <cstdint>
#include <vector>

namespace contend::run {

/// A smaller failing case on the way down.
struct AcceptedCase {
    std::uint64_t candidate = 0;  ///< the number of the try that found it
    scenario::Plan plan;
    std::uint64_t preemptions = 0;
};

/// A finding as small as it could be made.
struct Minimal {
    scenario::Plan plan;
    Outcome outcome;  ///< of a recorded replay, if `replays`; else of the execution that was found
    Diagnosis diagnosis;
    bool replays = false;
    std::uint64_t candidates = 0;  ///< smaller cases tried, of both kinds
    std::uint64_t preemptions_found = 0;
    std::vector<AcceptedCase> accepted;  ///< in order
    bool needs_preemptions = false;  ///< every schedule with fewer was executed, and shows nothing
};

/// Makes a finding small: first the scenario, then its schedule.
///
/// The scenario shrinks as RapidCheck shrinks everything: by fewer threads, fewer calls, simpler
/// arguments. Each candidate is explored anew, with at least the executions that found the failure.
/// Then the schedule loses switches: none at all is tried first, then ever smaller parts are left
/// out (delta debugging: Zeller and Hildebrandt, Simplifying and Isolating Failure-Inducing Input,
/// TSE 2002, section 3), and what the replay in fact did is the next candidate. A smaller schedule
/// needs fewer preemptions, or as many and fewer switches in all. Then every schedule with no
/// preemption is executed, with one, and so on (schedule/bounded.hpp), first with preemptions between
/// operations only: when that comes to its end below what is needed, it is needed. Shrinking the
/// schedule makes no smaller scenario possible, as candidates do not depend on it.
///
/// Only a candidate that shows a finding with the same signature counts. Stops after some twenty
/// seconds with what it has.
Minimal minimise(const Target& target, const Options& options, std::uint64_t seed, Rulings& rulings,
                 Progress& progress, Found found);

}  // namespace contend::run
