#include "search.hpp"

#include <contend/history/incident.hpp>
#include <contend/report/kind.hpp>
#include <contend/run/diagnosis.hpp>
#include <contend/run/jobs.hpp>
#include <contend/run/options.hpp>
#include <contend/run/supervisor.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <thread>
#include <utility>

namespace contend::quality {
namespace {

[[noreturn]] void give_up(const std::string& name, const std::string& reason) {
    std::fprintf(stderr, "contend_quality: %s: %s\n", name.c_str(), reason.c_str());
    std::exit(2);
}

run::Options options_of(const Search& search, const std::string& name) {
    std::vector<std::string> flags = {"--contend_strategy=" + search.strategy};
    const auto defaults = run::options_from_environment();
    if (!defaults) give_up(name, defaults.error().message.c_str());
    const auto options = run::options_from_flags(*defaults, flags);
    if (!options) give_up(name, options.error().message.c_str());
    return *options;
}

// A deadlock is sought itself, not the warning of one.
run::Ruling rule(const history::RaceRecord& race) {
    const bool warning = std::string_view(race.description).find("lock-order-inversion") == 0;
    return warning ? run::Ruling::other : run::Ruling::finding;
}

}  // namespace

Place::Place(const Testable& testable, const Named& named, const std::string& scenario)
    : name_(named.name), target_(testable.target(named.plant)) {
    scenario::Plan plan;
    if (target_.subject != nullptr) {
        auto decoded = target_.subject->decode(scenario);
        if (!decoded) give_up(name_, decoded.error().message.c_str());
        plan = std::move(*decoded);
        target_.plan = plan;
    }
    body_ = std::make_unique<run::TargetBody>(target_, plan);
}

Found Place::found_by(const run::Outcome& outcome, bool name_kind) const {
    if (outcome.ending == run::Ending::harness_error) give_up(name_, outcome.message);
    Found found;
    found.exhausted = outcome.exhausted;
    found.given_up = !outcome.given_up.empty();
    if (outcome.ending != run::Ending::incident) return found;
    if (outcome.incident.kind == history::IncidentKind::race)
        give_up(name_,
                std::string("ThreadSanitizer sees it: ") + outcome.incident.race.description);
    found.executions = outcome.executions + 1;
    if (name_kind) {
        const auto diagnosis = run::diagnose(outcome.incident, {}, target_.first_thread());
        found.kind = report::to_string(diagnosis.kind);
    }
    return found;
}

std::vector<Found> Place::find(const std::vector<Search>& searches, bool name_kinds) {
    const unsigned cores = std::max(std::thread::hardware_concurrency(), 1u);
    std::vector<Found> all(searches.size());
    run::Supervisor supervisor(rule);
    const auto start = [&](std::size_t index) {
        const Search& search = searches[index];
        run::Job job = run::exploring_job(target_, *body_, options_of(search, name_), search.seed);
        job.count = search.executions_max;
        supervisor.start(index, job);
    };
    std::size_t started = 0;
    while (started < searches.size() || supervisor.running() != 0) {
        while (started < searches.size() && supervisor.running() < cores) start(started++);
        const auto ended = supervisor.wait(std::chrono::seconds(1));
        if (!ended) continue;
        if (ended->outcome.ending == run::Ending::killed)
            start(ended->ticket);
        else
            all[ended->ticket] = found_by(ended->outcome, name_kinds);
    }
    return all;
}

}  // namespace contend::quality
