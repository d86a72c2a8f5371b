#include <contend/run/jobs.hpp>

#include <contend/run/supervisor.hpp>

#include <algorithm>

namespace contend::run {
namespace {

constexpr std::uint64_t replay_repetitions = 8;

StrategyName strategy_named(const std::string& name) {
    if (name == "random") return StrategyName::random;
    if (name == "pct") return StrategyName::pct;
    if (name == "pos") return StrategyName::pos;
    if (name == "surw") return StrategyName::surw;
    if (name == "feedback") return StrategyName::feedback;
    if (name == "exhaustive") return StrategyName::exhaustive;
    if (name == "parallel") return StrategyName::parallel;
    return StrategyName::portfolio;
}

ContextName context_named(const std::string& name) {
    if (name == "donated") return ContextName::donated;
    if (name == "futex") return ContextName::futex;
    return ContextName::automatic;
}

// A quarter of all executions, at least of those that the default allows; half of those of a scenario that
// was drawn. Of whole programs fewer, for each takes a millisecond.
std::uint64_t everything_max(const Target& target, const Options& options) {
    constexpr std::uint64_t most = 4'096;
    constexpr std::uint64_t most_of_programs = 512;
    const std::uint64_t budget =
        options.executions == 0 ? most : std::min(options.executions / 4, most);
    return target.program != nullptr ? std::min(budget, most_of_programs) : budget;
}

}  // namespace

Job exploring_job(const Target& target, TargetBody& body, const Options& options,
                  std::uint64_t seed) {
    Job job;
    job.body = body.body();
    job.judge = body.judge();
    job.plant = target.plant;
    job.program = target.program;
    job.seed = seed;
    job.strategy = strategy_named(options.strategy);
    job.granularity = options.granularity == "access" ? Granularity::access : Granularity::sync;
    job.context = context_named(options.context);
    if (job.strategy == StrategyName::exhaustive && options.preemptions != 0) {
        job.strategy = StrategyName::bounded;
        job.preemptions_max =
            static_cast<std::uint32_t>(std::min<std::uint64_t>(options.preemptions, options.steps));
    }
    job.everything_max = everything_max(target, options);
    job.suspends = target.subject != nullptr && target.subject->promises_progress();
    job.steps_max = options.steps;
    job.spurious_max = options.spurious;
    job.hang_timeout_ms = options.hang_timeout;
    return job;
}

Job replaying_job(const Target& target, TargetBody& body, const Options& options,
                  std::vector<schedule::Switch> schedule) {
    Job job = exploring_job(target, body, options, 0);
    job.strategy = StrategyName::replay;
    job.switches = std::move(schedule);
    job.count = replay_repetitions;
    job.record_steps = true;
    return job;
}

Job recording_job(const Target& target, TargetBody& body, const Options& options,
                  std::uint64_t seed) {
    Job job = exploring_job(target, body, options, seed);
    job.strategy = StrategyName::random;
    job.count = 1;
    job.suspends = false;
    job.record_steps = true;
    return job;
}

worker::Repetition repetitions_of(const Job& job, const Rulings& rulings) {
    const bool possible = job.program == nullptr && job.strategy != StrategyName::parallel;
    if (!possible) return worker::Repetition::never;
    const worker::Repetition repetitions = rulings.repetitions();
    const bool replays = job.strategy == StrategyName::replay;
    return replays && repetitions == worker::Repetition::sample ? worker::Repetition::never
                                                                : repetitions;
}

Outcome run_job_as_told(const Job& as_given, const Options& options, Rulings& rulings) {
    Job job = as_given;
    job.repetitions = repetitions_of(job, rulings);
    const Judge judge = [&rulings](const history::RaceRecord& race) { return rulings.rule(race); };
    if (options.isolation == "none") return run_in_process(job, judge);
    return Supervisor(judge).run(job);
}

}  // namespace contend::run
