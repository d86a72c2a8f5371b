#include <contend/run/exploration.hpp>

#include <contend/report/shard.hpp>
#include <contend/run/contention.hpp>
#include <contend/run/jobs.hpp>

#include <contend/base/random.hpp>
#include <contend/run/confirm.hpp>
#include <contend/run/describe.hpp>
#include <contend/run/replay.hpp>
#include <contend/run/symbols.hpp>

#include <fmt/format.h>
#include <algorithm>

namespace contend::run {
namespace {

// The same in every run of the same test, unless the user says otherwise: what passed on a laptop
// passes in CI.
std::uint64_t seed_for(const Options& options, const std::string& subject) {
    if (options.seed != 0) return options.seed;
    std::uint64_t hash = 0;
    for (const char c : subject) hash = base::mix(hash ^ static_cast<unsigned char>(c));
    return hash;
}

report::Extent extent(const Target& target, const scenario::Plan& plan, std::uint64_t preemptions) {
    report::Extent size;
    size.preemptions = preemptions;
    if (target.subject == nullptr) return size;
    size.threads = plan.threads.size();
    size.operations = scenario::size(plan);
    return size;
}

// Fewer switches, which is what a schedule may shrink by too, are no other extent.
std::vector<report::Accepted> accepted_of(const Target& target, const Minimal& minimal,
                                          report::Extent last) {
    std::vector<report::Accepted> shown;
    for (const AcceptedCase& accepted : minimal.accepted) {
        const report::Extent size = extent(target, accepted.plan, accepted.preemptions);
        if (size != last) shown.push_back({accepted.candidate, size});
        last = size;
    }
    return shown;
}

// Under a title of their own, so that a report without names explains itself.
void explain_missing_names(report::Report& report) {
    if (!symbols().complaint().empty())
        fmt::print(stderr, "contend: {}: {}\n", report.subject, symbols().complaint());
}

}  // namespace

Exploration::Exploration(const Target& target, const Options& options, std::string subject,
                         Rulings rulings)
    : target_(target),
      options_(options),
      rulings_(std::move(rulings)),
      progress_(subject, options.progress, options.executions, options.budget),
      regressions_(options.regressions, subject),
      seed_(seed_for(options, subject)) {
    report_.subject = std::move(subject);
    report_.environment = environment_of(options);
    report_.stats.strategy = options.strategy;
    const auto shard = report::shard_from(options.shard);
    if (shard && shard->of > 1) report_.stats.shards = {report::to_string(*shard)};
}

report::Report Exploration::search() {
    if (!target_.expected.empty()) report_.expected = report::kind_from(target_.expected);
    const bool only_past = options_.strategy == "replay";
    if (only_past && options_.regressions.empty())
        fail_harness(
            "the strategy replay repeats past findings: name their folder with the option "
            "regressions");
    else
        replay_regressions();
    if (only_past && report_.stats.executions == 0 && !report_.harness_error)
        report_.reason = "passed over: there are no past findings of it to replay";
    if (!only_past) search_for_more();
    finish();
    return std::move(report_);
}

void Exploration::search_for_more() {
    Search search(target_, options_, seed_, rulings_, progress_);
    while (!report_.harness_error && report::failure_count(report_) < options_.findings) {
        std::optional<Found> found = search.next();
        if (!found) break;
        take(std::move(*found));
    }
    if (!search.harness_error().empty()) fail_harness(search.harness_error());
    if (!search.left_to_others().empty())
        report_.reason = "passed over by this shard: " + search.left_to_others();
    const Tally& tally = search.tally();
    report_.stats.scenarios += tally.scenarios;
    report_.stats.executions += tally.executions;
    report_.stats.scheduling_points += tally.steps;
    const Coverage coverage = search.coverage();
    report_.stats.interleavings = coverage.interleavings;
    report_.stats.interleavings_at_least = coverage.at_least;
    report_.stats.new_probability = coverage.new_probability();
    report_.stats.interleavings_estimate = coverage.interleavings_estimate();
    report_.stats.exhausted = search.exhausted() && !search.bounded();
    if (search.exhausted() && search.bounded())
        report_.stats.preemption_bound = options_.preemptions;
    report_.stats.scenarios_exhausted += tally.scenarios_exhausted;
    report_.stats.workers_killed = tally.workers_killed;
    profile(search);
    if (tally.unjudged != 0)
        limit_hit_ = fmt::format("the results of {} of {} executions were not judged: {}",
                                 tally.unjudged, tally.executions, tally.unjudged_reason);
}

// Recorded executions are slower, so they are a few more, at the end. Where the first shows no lock, the others will not;
// where one hangs, so may the others.
void Exploration::profile(const Search& search) {
    if (options_.strategy == "parallel" || report_.harness_error) return;
    ContentionProfile profile;
    for (std::uint64_t i = 0; i < options_.profile; ++i) {
        rc::Shrinkable<scenario::Plan> drawn = search.draw(i);
        const scenario::Plan plan = drawn.value();
        TargetBody body(target_, plan);
        Outcome outcome =
            run_job_as_told(recording_job(target_, body, options_, seed_ + i), options_, rulings_);
        if (outcome.ending == Ending::harness_error) return;
        profile.add(outcome, target_.first_thread(), call_texts(target_, plan));
        const bool ended_early = outcome.ending != Ending::completed;
        take_if_new(std::move(drawn), std::move(outcome));
        report_.contention = profile.profile();
        if (ended_early || report_.contention.locks.empty()) break;
    }
    if (report_.contention.locks.empty()) report_.contention = {};
}

// What is found is found, whatever was looked for.
void Exploration::take_if_new(rc::Shrinkable<scenario::Plan> plan, Outcome outcome) {
    if (outcome.ending != Ending::incident || report::failure_count(report_) >= options_.findings)
        return;
    Diagnosis diagnosis = rulings_.diagnose(outcome.incident);
    if (!rulings_.interesting(diagnosis)) return;
    take({std::move(plan), std::move(outcome), std::move(diagnosis), 1});
}

// What freely running threads have shown has no schedule: it is sought again under control, where it
// gets one.
std::optional<Found> Exploration::seek_under_control(const Found& found,
                                                     const Options& controlled) {
    progress_.say("seeking the finding under control");
    Target only_this = target_;
    if (target_.subject != nullptr) only_this.plan = found.plan.value();
    rulings_.look_for(found.diagnosis.signature);
    Search search(only_this, controlled, seed_, rulings_, progress_);
    std::optional<Found> again = search.next();
    rulings_.look_for_anything();
    report_.stats.executions += search.tally().executions;
    report_.stats.scheduling_points += search.tally().steps;
    if (again) again->plan = found.plan;
    return again;
}

void Exploration::take_free(const Found& found) {
    constexpr std::uint64_t time_max = 10'000;
    Options controlled = options_;
    controlled.strategy = "portfolio";
    controlled.budget = options_.budget == 0 ? time_max : std::min(options_.budget, time_max);
    std::optional<Found> again = seek_under_control(found, controlled);
    rulings_.already_known(found.diagnosis.signature);
    if (again) {
        const Found original = *again;
        add(minimise(target_, controlled, seed_, rulings_, progress_, std::move(*again)), original);
        return;
    }
    report_.findings.push_back(
        describe(target_, found.plan.value(), found.outcome, found.diagnosis));
}

void Exploration::take(Found found) {
    if (options_.strategy == "parallel") return take_free(found);
    rulings_.already_known(found.diagnosis.signature);
    const Found original = found;
    const Minimal minimal =
        minimise(target_, options_, seed_, rulings_, progress_, std::move(found));
    add(minimal, original);
}

void Exploration::add(const Minimal& minimal, const Found& found) {
    report::Finding finding = describe(target_, minimal.plan, minimal.outcome, minimal.diagnosis);
    if (minimal.outcome.schedule_complete) {
        const Token token = token_of(target_, minimal.plan, minimal.outcome, options_,
                                     report_.subject, finding.signature);
        finding.token = encode(token);
        finding.confirmed = {0, confirmations};
    }
    if (!finding.token.empty() && options_.isolation == "process") {
        progress_.say("confirming in a fresh process");
        std::optional<report::Finding> confirmed = confirmed_finding(finding.token);
        if (confirmed && confirmed->confirmed.times != 0) {
            confirmed->token = finding.token;
            finding = std::move(*confirmed);
        }
    }
    finding.schedule.minimal = minimal.needs_preemptions;
    report::Shrink& shrink = report_.stats.shrink;
    if (report_.findings.empty()) {
        shrink.candidates = minimal.candidates;
        shrink.original = extent(target_, found.plan.value(), minimal.preemptions_found);
        shrink.final = extent(target_, minimal.plan, finding.schedule.preemptions);
        shrink.accepted = accepted_of(target_, minimal, shrink.original);
    }
    if (target_.expected.empty() && finding.confirmed.times != 0) {
        const auto kept = regressions_.add(finding.token, finding.signature, finding.summary);
        if (!kept) fail_harness(kept.error().message.c_str());
    }
    report_.findings.push_back(std::move(finding));
}

void Exploration::replay_regressions() {
    const auto tokens = regressions_.read();
    if (!tokens) return fail_harness(tokens.error().message.c_str());
    for (const Token& token : *tokens) {
        if (token.subject != report_.subject || report::failure_count(report_) >= options_.findings)
            continue;
        auto replayed = run::replay(target_, options_, rulings_, token);
        ++report_.stats.executions;
        if (!replayed) {
            fmt::print(stderr, "contend: {}: passed over: {}\n", regressions_.path(),
                       replayed.error().message.c_str());
            continue;
        }
        if (replayed->harness_error) return fail_harness(replayed->explanation);
        if (!replayed->reproduced) continue;
        rulings_.already_known(token.signature);
        replayed->finding.token = encode(token);
        report_.findings.push_back(std::move(replayed->finding));
    }
}

report::Report Exploration::replay(const Token& token) {
    report_.stats.strategy = "replay";
    auto replayed = run::replay(target_, options_, rulings_, token);
    ++report_.stats.executions;
    if (!replayed) {
        fail_harness(replayed.error().message.c_str());
    } else if (replayed->harness_error || (!replayed->reproduced && replayed->same_build)) {
        fail_harness(replayed->explanation);
    } else if (replayed->reproduced) {
        replayed->finding.token = encode(token);
        report_.findings.push_back(std::move(replayed->finding));
    } else {
        report_.reason = replayed->explanation;
    }
    finish();
    return std::move(report_);
}

// A test answers from a process started anew; of a program every execution is a fresh process.
std::optional<report::Finding> Exploration::confirmed_finding(const std::string& token) {
    if (target_.program == nullptr) return confirm(token);
    return replayed_several_times(*decode_token(token));
}

std::optional<report::Finding> Exploration::replayed_several_times(const Token& token) {
    std::optional<report::Finding> finding;
    std::uint32_t times = 0;
    for (unsigned i = 0; i < confirmations; ++i) {
        auto replayed = run::replay(target_, options_, rulings_, token);
        if (!replayed || replayed->harness_error) break;
        if (!replayed->reproduced) continue;
        finding = std::move(replayed->finding);
        finding->confirmed = {++times, confirmations};
        finding->token = encode(token);
    }
    return finding;
}

report::Report Exploration::answer_confirmation(const Token& token) {
    if (auto finding = replayed_several_times(token))
        report_.findings.push_back(std::move(*finding));
    ++report_.stats.executions;
    finish();
    return std::move(report_);
}

void Exploration::fail_harness(const std::string& reason) {
    report_.harness_error = true;
    report_.reason = reason;
}

void Exploration::finish() {
    progress_.clear();
    for (const ToleratedRace& race : rulings_.tolerated()) {
        report::Finding finding{.kind = race.diagnosis.kind, .summary = race.diagnosis.summary};
        finding.stacks = race.diagnosis.stacks;
        finding.signature = race.diagnosis.signature;
        if (const std::optional<Suppression>& by = race.diagnosis.tolerated)
            finding.tolerated = {by->reason, by->line(), race.count};
        report_.findings.push_back(std::move(finding));
    }
    report_.stats.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    report_.verdict = report::Verdict::passed;
    if (report_.stats.executions == 0 && !report_.harness_error && report_.reason.empty())
        fail_harness(
            "no schedule was explored: the budget allowed none (options executions, budget and "
            "shard)");
    if (!limit_hit_.empty() && report_.reason.empty()) {
        report_.reason = limit_hit_;
        report_.verdict = report::Verdict::unknown;
    }
    if (report::failure_count(report_) != 0) report_.verdict = report::Verdict::failed;
    if (report_.harness_error) report_.verdict = report::Verdict::unknown;
    const report::Finding* const primary = report::primary_finding(report_);
    if (primary != nullptr && !primary->token.empty())
        report_.replay_command = run::replay_command(target_, primary->token);
    explain_missing_names(report_);
}

}  // namespace contend::run
