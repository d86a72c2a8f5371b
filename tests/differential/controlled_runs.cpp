#include "perform.hpp"
#include "runs.hpp"
#include "shared_counts.hpp"

#include <contend/contend.hpp>
#include <contend/report/kind.hpp>
#include <contend/run/diagnosis.hpp>
#include <contend/run/jobs.hpp>
#include <contend/run/session.hpp>
#include <contend/run/supervisor.hpp>

#include <cstring>
#include <thread>

namespace contend::differential {
namespace {

using history::IncidentKind;

/// Opposite lock orders are what many of these programs have. Anything else that the race detector
/// says is wrong.
run::Ruling rule(const history::RaceRecord& race) {
    const bool opposite = std::strncmp(race.description, "lock-order", 10) == 0;
    return opposite ? run::Ruling::other : run::Ruling::finding;
}

void execute(const Program& program, SharedCounts& counts) {
    std::array<Outcome, Program::threads_max> parts = {};
    {
        const Manner manner;
        const auto objects = std::make_unique<Objects>(program);
        std::vector<std::thread> threads;
        for (unsigned t = 0; t < program.threads.size(); ++t)
            threads.emplace_back([&, t] { parts[t] = perform(program, t, *objects, manner); });
        for (std::thread& thread : threads) thread.join();
    }
    Outcome outcome = 0;
    for (const Outcome part : parts) outcome |= part;
    counts.add(outcome);
}

std::string complaint_of(const run::Outcome& outcome) {
    if (outcome.ending == run::Ending::harness_error) return outcome.message;
    const run::Diagnosis diagnosis = run::diagnose(outcome.incident, {});
    return std::string(report::title(diagnosis.kind)) + ": " + diagnosis.summary;
}

}  // namespace

Runs run_every_interleaving(const Program& program, std::uint64_t executions_max) {
    SharedCounts counts;
    const Testable testable(contend::body([&] { execute(program, counts); }));
    const run::Target target = testable.target(facade::plant_of_this_file);
    run::TargetBody body(target, {});
    run::Options options = run::session().options();
    options.strategy = "exhaustive";
    run::Job job = run::exploring_job(target, body, options, 1);
    job.count = executions_max;
    const run::Outcome outcome = run::Supervisor(rule).run(job);
    Runs runs;
    const bool deadlock =
        outcome.ending == run::Ending::incident && outcome.incident.kind == IncidentKind::deadlock;
    if (deadlock)
        ++runs.outcomes[deadlocked];
    else if (outcome.ending != run::Ending::completed)
        runs.complaint = complaint_of(outcome);
    runs.all = outcome.exhausted;
    counts.read_into(runs);
    return runs;
}

Runs run_under_control(const Program& program, std::uint64_t seed, std::uint64_t first,
                       std::uint64_t count) {
    // A worker ends with a deadlock; the next goes on behind it.
    constexpr unsigned deadlocks_max = 4;
    SharedCounts counts;
    const Testable testable(contend::body([&] { execute(program, counts); }));
    const run::Target target = testable.target(facade::plant_of_this_file);
    run::TargetBody body(target, {});
    Runs runs;
    const std::uint64_t end = first + count;
    while (first < end && runs.outcomes[deadlocked] < deadlocks_max) {
        run::Job job = run::exploring_job(target, body, run::session().options(), seed);
        job.first = first;
        job.count = end - first;
        const run::Outcome outcome = run::Supervisor(rule).run(job);
        if (outcome.ending == run::Ending::completed) break;
        if (outcome.incident.kind != IncidentKind::deadlock) {
            runs.complaint = complaint_of(outcome);
            break;
        }
        ++runs.outcomes[deadlocked];
        ++runs.executions;
        first = outcome.execution + 1;
    }
    if (runs.outcomes[deadlocked] == 0) runs.outcomes.erase(deadlocked);
    counts.read_into(runs);
    return runs;
}

}  // namespace contend::differential
