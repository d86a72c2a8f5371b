#include <contend/run/rulings.hpp>

#include <contend/interpose/control.hpp>

#include <algorithm>

namespace contend::run {

void Rulings::look_for(const std::string& signature) { wanted_ = signature; }
void Rulings::look_for_anything() { wanted_.clear(); }

bool Rulings::interesting(const Diagnosis& diagnosis) const {
    if (diagnosis.tolerated) return false;
    if (!wanted_.empty()) return diagnosis.signature == wanted_;
    return known_.count(diagnosis.signature) == 0;
}

worker::Repetition Rulings::repetitions() const {
    const std::string& signature = nondeterminism_signature();
    if (!wanted_.empty())
        return wanted_ == signature ? worker::Repetition::always : worker::Repetition::never;
    return known_.count(signature) == 0 ? worker::Repetition::sample : worker::Repetition::never;
}

Diagnosis Rulings::diagnose(const history::Incident& incident) const {
    return run::diagnose(incident, suppressions_, first_thread_);
}

Ruling Rulings::rule(const history::RaceRecord& race) {
    auto known = diagnoses_.find(race.key);
    const bool first_sight = known == diagnoses_.end();
    if (first_sight)
        known =
            diagnoses_.emplace(race.key, run::diagnose(race, suppressions_, first_thread_)).first;
    const Diagnosis& diagnosis = known->second;
    if (diagnosis.tolerated) {
        // Workers started from now on inherit this and need not ask.
        interpose::ignore_reports(race.key);
        const auto same = [&](const ToleratedRace& race_seen) {
            return race_seen.diagnosis.tolerated->line() == diagnosis.tolerated->line();
        };
        if (std::none_of(tolerated_.begin(), tolerated_.end(), same))
            tolerated_.push_back({diagnosis, 0});
        return Ruling::tolerated;
    }
    if (!interesting(diagnosis)) return Ruling::other;
    // A lock-order inversion is a warning of the deadlock it may become: the search goes on for
    // that one.
    const bool warning = diagnosis.kind == report::Kind::lock_order_inversion && wanted_.empty();
    return warning ? Ruling::later : Ruling::finding;
}

void Rulings::count_tolerated(std::uint64_t count) {
    if (!tolerated_.empty()) tolerated_.front().count += count;
}

}  // namespace contend::run
