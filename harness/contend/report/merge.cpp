#include <contend/report/merge.hpp>

#include <contend/report/shard.hpp>

#include <algorithm>
#include <tuple>
#include <utility>

namespace contend::report {
namespace {

/// A finding and the shard it is from.
struct Sighting {
    Finding finding;
    const Report* shard;
};

bool same_defect(const Finding& a, const Finding& b) {
    if (a.kind != b.kind || a.signature != b.signature) return false;
    return !a.signature.empty() || a.summary == b.summary;
}

bool better(const Finding& a, const Finding& b) {
    const auto rank = [](const Finding& finding) {
        return std::tuple{finding.tolerated.has_value(), finding.token.empty(),
                          finding.schedule.steps.size() + finding.schedule.omitted,
                          finding.schedule.preemptions};
    };
    return rank(a) < rank(b);
}

void add_finding(std::vector<Sighting>& sightings, const Finding& finding, const Report& shard) {
    const auto known = std::find_if(
        sightings.begin(), sightings.end(),
        [&](const Sighting& sighting) { return same_defect(sighting.finding, finding); });
    if (known == sightings.end()) {
        sightings.push_back({finding, &shard});
        return;
    }
    const std::optional<Tolerated> before = known->finding.tolerated;
    if (better(finding, known->finding)) *known = {finding, &shard};
    if (before && finding.tolerated)
        known->finding.tolerated->count = before->count + finding.tolerated->count;
}

void add_words(std::string& all, const std::string& words, std::vector<std::string>& seen,
               const char* between) {
    if (words.empty() || std::find(seen.begin(), seen.end(), words) != seen.end()) return;
    seen.push_back(words);
    all += (all.empty() ? "" : between) + words;
}

void add_counts(Stats& sum, const Stats& shard) {
    sum.scenarios += shard.scenarios;
    sum.scenarios_exhausted += shard.scenarios_exhausted;
    sum.executions += shard.executions;
    sum.scheduling_points += shard.scheduling_points;
    sum.seconds += shard.seconds;
    sum.workers_killed += shard.workers_killed;
    if (shard.preemption_bound)
        sum.preemption_bound = std::max(sum.preemption_bound.value_or(0), *shard.preemption_bound);
}

void set_interleavings(Stats& stats, const std::vector<const Report*>& shards) {
    const auto exhausted = std::find_if(shards.begin(), shards.end(),
                                        [](const Report* shard) { return shard->stats.exhausted; });
    if (exhausted != shards.end()) {
        stats.exhausted = true;
        stats.interleavings = (*exhausted)->stats.interleavings;
        stats.interleavings_at_least = (*exhausted)->stats.interleavings_at_least;
        return;
    }
    for (const Report* shard : shards)
        stats.interleavings = std::max(stats.interleavings, shard->stats.interleavings);
    stats.interleavings_at_least = true;
}

Stats merged_stats(const std::vector<const Report*>& shards) {
    Stats stats;
    std::vector<std::string> strategies;
    for (const Report* shard : shards) {
        add_counts(stats, shard->stats);
        add_words(stats.strategy, shard->stats.strategy, strategies, ", ");
    }
    set_interleavings(stats, shards);
    return stats;
}

// The worst: failed, then unknown, then passed.
Verdict merged_verdict(const std::vector<const Report*>& shards) {
    const auto any = [&](Verdict verdict) {
        return std::any_of(shards.begin(), shards.end(),
                           [&](const Report* shard) { return shard->verdict == verdict; });
    };
    if (any(Verdict::failed)) return Verdict::failed;
    return any(Verdict::unknown) ? Verdict::unknown : Verdict::passed;
}

std::vector<std::string> merged_shards(const std::vector<const Report*>& reports) {
    std::vector<std::string> all;
    for (const Report* report : reports)
        for (const std::string& shard : report->stats.shards)
            if (std::find(all.begin(), all.end(), shard) == all.end()) all.push_back(shard);
    std::sort(all.begin(), all.end(), [](const std::string& a, const std::string& b) {
        return shard_from(a).value_or(Shard()).index < shard_from(b).value_or(Shard()).index;
    });
    return all;
}

Report merge_different(const std::vector<const Report*>& shards) {
    Report merged;
    merged.subject = shards.front()->subject;
    merged.expected = shards.front()->expected;
    merged.environment = shards.front()->environment;
    merged.verdict = merged_verdict(shards);
    merged.stats = merged_stats(shards);
    merged.stats.shards = merged_shards(shards);
    for (const Report* shard : shards)
        if (shard->contention.executions > merged.contention.executions)
            merged.contention = shard->contention;
    std::vector<Sighting> sightings;
    std::vector<std::string> reasons;
    for (const Report* shard : shards) {
        add_words(merged.reason, shard->reason, reasons, "; ");
        for (const Finding& finding : shard->findings) add_finding(sightings, finding, *shard);
        // A report with a verdict has no harness error; the reason says what happened.
        merged.harness_error |= shard->harness_error && merged.verdict == Verdict::unknown;
    }
    const std::string missing = missing_shards(merged);
    if (!missing.empty()) add_words(merged.reason, "without " + missing, reasons, "; ");
    bool has_primary = false;
    for (Sighting& sighting : sightings) {
        if (!sighting.finding.tolerated && !std::exchange(has_primary, true)) {
            merged.environment = sighting.shard->environment;
            merged.stats.shrink = sighting.shard->stats.shrink;
            merged.replay_command = replay_command(*sighting.shard, sighting.finding);
        }
        merged.findings.push_back(std::move(sighting.finding));
    }
    return merged;
}

std::string difference(const char* what, const std::string& one, const std::string& other) {
    if (one == other) return {};
    const auto shown = [](const std::string& text) { return text.empty() ? "none" : text; };
    return std::string{what} + " " + shown(one) + " and " + shown(other);
}

std::string division(const Report& report) {
    if (report.stats.shards.empty()) return {};
    const auto shard = shard_from(report.stats.shards.front());
    return shard ? std::to_string(shard->of) : std::string{};
}

// A shard that both cover; empty when there is none.
std::string shared_shard(const Report& one, const Report& other) {
    const std::vector<std::string>& shards = other.stats.shards;
    for (const std::string& shard : one.stats.shards)
        if (std::find(shards.begin(), shards.end(), shard) != shards.end()) return shard;
    return {};
}

std::string expectation(const Report& report) {
    return report.expected ? std::string{to_string(*report.expected)} : std::string{};
}

}  // namespace

std::string contradiction(const Report& one, const Report& other) {
    const Environment& a = one.environment;
    const Environment& b = other.environment;
    for (const std::string& found :
         {difference("subjects", one.subject, other.subject),
          difference("versions of contend", a.contend_version, b.contend_version),
          difference("builds", a.build_id, b.build_id),
          difference("compilers", a.compiler, b.compiler),
          difference("runtimes", a.tsan_runtime, b.tsan_runtime),
          difference("platforms", a.platform, b.platform),
          difference("expected findings", expectation(one), expectation(other)),
          difference("divisions", division(one), division(other))}) {
        if (!found.empty()) return "they are of different " + found;
    }
    const std::string shared = shared_shard(one, other);
    if (!shared.empty() && one != other) return "they are different results of the shard " + shared;
    return {};
}

Report merge(const std::vector<Report>& shards) {
    std::vector<const Report*> different;
    for (const Report& shard : shards) {
        const auto same = [&](const Report* other) { return *other == shard; };
        if (std::none_of(different.begin(), different.end(), same)) different.push_back(&shard);
    }
    return different.size() == 1 ? *different.front() : merge_different(different);
}

}  // namespace contend::report
