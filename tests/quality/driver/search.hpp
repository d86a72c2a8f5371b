#pragma once

#include "../suite.hpp"

#include <contend/run/job.hpp>
#include <contend/run/target.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace contend::quality {

/// One search: nothing but executions, up to the first that fails. No shrinking, no confirmation.
struct Search {
    std::string strategy;
    std::uint64_t seed = 1;
    std::uint64_t executions_max = 20'000;
};

/// What it came to.
struct Found {
    std::uint64_t executions = 0;  ///< the last one failed; 0 when none did
    std::string kind;              ///< of the failure; only when asked for
    bool exhausted = false;        ///< the search says that no interleaving fails
    bool given_up = false;         ///< the strategy could not go on
};

/// Something to search in: one scenario, or a closure.
class Place {
public:
    /// Ends the program when the scenario is none of the specification's.
    Place(const Testable& testable, const Named& named, const std::string& scenario);

    /// All of these, as many at a time as there are cores, each in a process of its own. To name the kind of a failure
    /// takes longer than most searches. A data race ends the program: there must be none.
    std::vector<Found> find(const std::vector<Search>& searches, bool name_kinds);

private:
    Found found_by(const run::Outcome& outcome, bool name_kind) const;

    std::string name_;
    run::Target target_;
    std::unique_ptr<run::TargetBody> body_;
};

}  // namespace contend::quality
