#pragma once

#include <contend/history/incident.hpp>
#include <contend/report/finding.hpp>
#include <contend/run/suppressions.hpp>

#include <optional>
#include <string>
#include <vector>

namespace contend::run {

/// An incident with names: what it is, where, and how to recognise it again.
struct Diagnosis {
    report::Kind kind = report::Kind::data_race;
    std::string
        signature;  ///< the kind, and a hash of the functions of the user's code it happened in
    std::string summary;
    std::vector<report::Stack> stacks;  ///< cut to what a user wants to read
    std::optional<Suppression> tolerated;
};

/// Names the incident and matches it against the suppressions. Uses symbols(): the first look at
/// new code costs some milliseconds, later ones nothing.
///
/// `first_thread` is the logical thread that people call thread 0: 0 where the body runs a
/// scenario, 1 where it only waits for the thread of a closure.
Diagnosis diagnose(const history::Incident& incident, const std::vector<Suppression>& suppressions,
                   unsigned first_thread = 0);

/// Of every incident of this kind: where executions differ first may differ from one to the next.
const std::string& nondeterminism_signature();

/// The same for a report of the race detector alone.
Diagnosis diagnose(const history::RaceRecord& race, const std::vector<Suppression>& suppressions,
                   unsigned first_thread = 0);

}  // namespace contend::run
