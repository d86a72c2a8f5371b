#include <contend/run/search.hpp>

#include <contend/base/random.hpp>
#include <contend/interpose/control.hpp>
#include <contend/report/shard.hpp>
#include <contend/run/jobs.hpp>

#include <rapidcheck.h>
#include <algorithm>
#include <cstdlib>
#include <thread>

namespace contend::run {
namespace {

constexpr std::uint64_t scenario_executions = 500;

unsigned worker_count(const Options& options) {
    if (options.jobs != 0) return static_cast<unsigned>(options.jobs);
    return std::clamp(std::thread::hardware_concurrency(), 1u, 8u);
}

}  // namespace

Search::Search(const Target& target, const Options& options, std::uint64_t seed, Rulings& rulings,
               Progress& progress)
    : target_(target),
      options_(options),
      seed_(seed),
      rulings_(rulings),
      progress_(progress),
      supervisor_([&rulings](const history::RaceRecord& race) { return rulings.rule(race); }),
      interleavings_(options.executions) {
    const report::Shard shard = report::shard_from(options.shard).value_or(report::Shard());
    shard_ = shard.index;
    shards_ = shard.of;
    next_index_ = shard_;
    if (options.executions != 0)
        executions_max_ =
            options.executions / shards_ + (shard_ < options.executions % shards_ ? 1 : 0);
    if (shard_ != 0 && seeks_everything())
        left_to_others_ = "shard 0 explores every interleaving";
    else if (executions_max_ == 0)
        left_to_others_ = "there are fewer executions than shards";
}

rc::Shrinkable<scenario::Plan> Search::draw(std::uint64_t index) const {
    if (!target_.generates_scenarios())
        return rc::shrinkable::just(target_.plan.value_or(scenario::Plan{}));
    const rc::Random random(base::mix(seed_ ^ base::mix(index)));
    const int size = static_cast<int>(std::min<std::uint64_t>(5 + index, 100));
    return target_.subject->plans()(random, size);
}

// A worker costs some ten milliseconds to start. Scenarios get enough executions to make up for
// that; a single scenario gets more and more, so that short explorations stay short and long ones
// do not fork all the time. The first of its chunks tries every interleaving along with the portfolio,
// and has room for as many as it may.
std::uint64_t Search::chunk_size(std::uint64_t index, std::uint64_t everything_max) const {
    if (seeks_everything()) return std::min(executions_max_, ~std::uint64_t{0} >> 1);
    if (target_.generates_scenarios()) return scenario_executions;
    const std::uint64_t doublings = std::min<std::uint64_t>(index / shards_, 6);
    return std::max(std::uint64_t{1000} << doublings, 2 * everything_max);
}

// The same scenario may be drawn again.
std::uint64_t Search::scenario_of(const scenario::Plan& plan) const {
    std::uint64_t hash = 0;
    if (target_.subject == nullptr) return hash;
    for (const char c : target_.subject->encode(plan))
        hash = base::mix(hash ^ static_cast<unsigned char>(c));
    return hash;
}

Coverage Search::coverage() const {
    Coverage coverage = interleavings_.coverage();
    if (exhausted_ && !bounded()) {
        coverage.interleavings = tally_.interleavings;
        coverage.at_least = false;
    }
    coverage.everything = options_.strategy == "exhaustive";
    return coverage;
}

bool Search::out_of_time() const {
    return options_.budget != 0 &&
           Clock::now() - start_ >= std::chrono::milliseconds(options_.budget);
}

// One worker does it, of one shard: what is left to explore is in the worker's memory.
bool Search::seeks_everything() const {
    return options_.strategy == "exhaustive" && !target_.generates_scenarios() &&
           !everything_given_up_;
}

void Search::note_everything(const Chunk& chunk, const Outcome& outcome) {
    const Job& job = chunk.job;
    const bool all_seen = outcome.exhausted && outcome.ending == Ending::completed;
    const bool bounded = job.strategy == StrategyName::bounded;
    if (target_.generates_scenarios()) {
        tally_.scenarios_exhausted += all_seen && !bounded ? 1 : 0;
    } else if (bounded || job.strategy == StrategyName::exhaustive) {
        // What a worker has learned ends with it: one that comes instead begins anew.
        if (!bounded) tally_.interleavings = outcome.interleavings;
        if (!outcome.given_up.empty()) {
            progress_.say("not every interleaving can be explored: " + outcome.given_up +
                          "; the portfolio goes on");
            started_executions_ = job.first + outcome.executions;
        }
        exhausted_ = all_seen;
        everything_given_up_ = !all_seen;
    } else if (all_seen && job.strategy == StrategyName::portfolio) {
        // What others did at the same time was not needed, and depends on who was faster.
        tally_.executions = job.first + outcome.executions;
        tally_.steps = chunk.steps;
        tally_.interleavings = outcome.interleavings;
        exhausted_ = true;
    }
}

bool Search::may_start() const {
    if (!found_.empty() || !harness_error_.empty() || exhausted_ || out_of_time()) return false;
    if (!left_to_others_.empty()) return false;
    if (seeks_everything() && !running_.empty()) return false;
    if (executions_max_ == unlimited) return true;
    // A scenario may need fewer than it was given. The last one gets what is left over by all others, so
    // that what is executed does not depend on who is done first.
    const std::uint64_t left = executions_max_ - std::min(started_executions_, executions_max_);
    if (target_.generates_scenarios() && left < scenario_executions)
        return left != 0 && running_.empty();
    return left != 0;
}

void Search::start_chunk() {
    const std::uint64_t index = next_index_;
    next_index_ += shards_;
    Chunk chunk{draw(index), nullptr, {}};
    chunk.body = std::make_unique<TargetBody>(target_, chunk.plan.value());
    Job& job = chunk.job;
    job = exploring_job(target_, *chunk.body, options_, 0);
    if (everything_given_up_) job.strategy = StrategyName::portfolio;
    if (target_.generates_scenarios())
        job.everything_max = scenario_executions / 2;
    else if (index != 0)
        job.everything_max = 0;  // the first chunk of all shards does it
    job.count = chunk_size(index, job.everything_max);
    if (executions_max_ != unlimited)
        job.count = std::min(job.count, executions_max_ - started_executions_);
    // A closure's chunks continue one another; scenarios each start at 0 and differ by their seed.
    job.first = target_.generates_scenarios() ? 0 : started_executions_;
    job.seed = target_.generates_scenarios() ? base::mix(seed_ + index) : seed_ + shard_;
    job.repetitions = repetitions_of(job, rulings_);
    job.interleavings = interleavings_.counts();
    job.counts_file = interleavings_.file();
    job.scenario = scenario_of(chunk.plan.value());
    started_executions_ += job.count;
    running_.emplace(index, std::move(chunk));
    start(index);
}

void Search::start(std::uint64_t index) {
    const Job& job = running_.at(index).job;
    if (options_.isolation == "none")
        account(index, run_job_as_told(job, options_, rulings_));
    else
        supervisor_.start(index, job);
}

void Search::account(std::uint64_t ticket, Outcome outcome) {
    Chunk& chunk = running_.at(ticket);
    const std::uint64_t done = outcome.executions;
    chunk.steps += outcome.steps;
    const bool unfinished = killed_from_outside(chunk, outcome) || outcome.later_seen;
    judge(chunk, ticket, std::move(outcome));
    // A worker that has a warning to tell stops for it, one that is killed does anyway: the rest of its
    // executions is still to do.
    Job& job = chunk.job;
    if (unfinished && done < job.count && !out_of_time()) {
        job.first += done;
        job.count -= done;
        return start(ticket);
    }
    if (target_.generates_scenarios()) started_executions_ -= job.count - std::min(done, job.count);
    if (target_.generates_scenarios() || tally_.scenarios == 0) ++tally_.scenarios;
    running_.erase(ticket);
}

// Otherwise, if it was killed at all, the outcome becomes what it is to the code under test.
bool Search::killed_from_outside(Chunk& chunk, Outcome& outcome) {
    if (outcome.ending != Ending::killed) return false;
    chunk.kills = outcome.executions == 0 ? chunk.kills + 1 : 1;
    if (chunk.kills < kills_max) {
        ++tally_.workers_killed;
        return true;
    }
    tally_.workers_killed -= chunk.kills - 1;
    stop_blaming_others(outcome);
    return false;
}

void Search::judge(const Chunk& chunk, std::uint64_t ticket, Outcome outcome) {
    tally_.executions +=
        outcome.executions + (outcome.ending == Ending::incident && !outcome.later_seen ? 1 : 0);
    tally_.steps += outcome.steps;
    tally_.unjudged += outcome.unjudged;
    if (tally_.unjudged_reason.empty()) tally_.unjudged_reason = outcome.unjudged_reason;
    rulings_.count_tolerated(outcome.tolerated);
    note_everything(chunk, outcome);
    if (outcome.ending == Ending::harness_error) harness_error_ = outcome.message;
    if (outcome.ending != Ending::incident) return;
    Diagnosis diagnosis = rulings_.diagnose(outcome.incident);
    if (!rulings_.interesting(diagnosis)) return;
    const std::uint64_t budget = chunk.job.first + outcome.executions + 1;
    Found found{chunk.plan, std::move(outcome), std::move(diagnosis), budget};
    if (found.outcome.later_seen) {
        rulings_.already_known(found.diagnosis.signature);
        interpose::ignore_reports(found.outcome.incident.race.key);
        if (!warning_) warning_ = std::move(found);
    } else {
        found_.emplace(ticket, std::move(found));
    }
}

std::optional<Found> Search::next() {
    found_.clear();
    const unsigned workers = worker_count(options_);
    for (;;) {
        while (supervisor_.running() < workers && may_start()) start_chunk();
        if (supervisor_.running() == 0) break;
        if (auto ended = supervisor_.wait(std::chrono::milliseconds(100)))
            account(ended->ticket, std::move(ended->outcome));
        // Only chunks before the first that failed can still change the result.
        const bool decided =
            exhausted_ || (!found_.empty() &&
                           (running_.empty() || running_.begin()->first > found_.begin()->first));
        if (decided || !harness_error_.empty()) {
            supervisor_.kill_all();
            running_.clear();
        }
        if (out_of_time()) supervisor_.stop_all();
        progress_.update(tally_.executions + supervisor_.executions_under_way(), tally_.scenarios,
                         start_);
    }
    if (!found_.empty()) return std::move(found_.begin()->second);
    std::optional<Found> warning = std::move(warning_);
    warning_.reset();
    return warning;
}

}  // namespace contend::run
