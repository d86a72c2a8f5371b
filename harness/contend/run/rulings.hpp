#pragma once

#include <contend/run/diagnosis.hpp>
#include <contend/run/worker.hpp>
#include <contend/worker/task.hpp>

#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace contend::run {

/// A race that was seen and let pass.
struct ToleratedRace {
    Diagnosis diagnosis;
    std::uint64_t count = 0;
};

/// Rules on the race detector's reports for one test: what is tolerated, what is known already,
/// what is looked for. Remembers its rulings by the reports' keys, so each distinct report is named
/// once.
class Rulings {
public:
    /// `first_thread`: see diagnose().
    explicit Rulings(std::vector<Suppression> suppressions = {}, unsigned first_thread = 0)
        : suppressions_(std::move(suppressions)), first_thread_(first_thread) {}

    /// While set, only findings with this signature are findings.
    void look_for(const std::string& signature);
    void look_for_anything();

    /// From now on findings with this signature are of no interest.
    void already_known(const std::string& signature) { known_.insert(signature); }

    /// Whether a job is to look for nondeterminism too: as it is found by repeating executions, this
    /// costs, and may keep it from what is looked for.
    worker::Repetition repetitions() const;

    Ruling rule(const history::RaceRecord& race);

    /// Names an incident, counting it as interesting or not by the same rules.
    Diagnosis diagnose(const history::Incident& incident) const;
    bool interesting(const Diagnosis& diagnosis) const;

    const std::vector<Suppression>& suppressions() const { return suppressions_; }
    const std::vector<ToleratedRace>& tolerated() const { return tolerated_; }

    /// `count` further sightings of tolerated races.
    void count_tolerated(std::uint64_t count);

private:
    std::vector<Suppression> suppressions_;
    unsigned first_thread_;
    std::set<std::string> known_;
    std::string wanted_;
    std::unordered_map<std::uint64_t, Diagnosis> diagnoses_;
    std::vector<ToleratedRace> tolerated_;
};

}  // namespace contend::run
