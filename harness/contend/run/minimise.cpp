#include <contend/run/minimise.hpp>

#include <contend/base/random.hpp>
#include <contend/run/jobs.hpp>
#include <contend/scenario/shrink.hpp>

#include <fmt/format.h>
#include <algorithm>
#include <chrono>
#include <optional>

namespace contend::run {
namespace {

using Clock = std::chrono::steady_clock;
using Schedule = std::vector<schedule::Switch>;

constexpr auto time_max = std::chrono::seconds(20);
constexpr std::uint64_t plan_candidates_max = 2'000;
constexpr std::uint64_t schedule_candidates_max = 400;
constexpr std::uint64_t executions_min = 200;
constexpr std::uint64_t executions_max = 2'000;
constexpr std::uint64_t bounded_max = 20'000;
constexpr std::uint64_t bounded_programs_max = 1'000;

/// One finding on its way down. Used once.
class Minimiser {
public:
    Minimiser(const Target& target, const Options& options, std::uint64_t seed, Rulings& rulings,
              Progress& progress, Found found)
        : target_(target),
          options_(options),
          seed_(seed),
          rulings_(rulings),
          progress_(progress),
          found_(std::move(found)) {}

    Minimal run() {
        result_.plan = found_.plan.value();
        result_.outcome = found_.outcome;
        result_.diagnosis = found_.diagnosis;
        result_.preemptions_found = found_.outcome.preemptions;
        rulings_.look_for(found_.diagnosis.signature);
        if (target_.generates_scenarios()) shrink_plan();
        shrink_schedule();
        // Schedules that suspend nobody show nothing of what needs that.
        if (result_.replays && !suspends(result_.outcome.schedule)) seek_fewer_preemptions();
        rulings_.look_for_anything();
        return std::move(result_);
    }

private:
    bool out_of_time() const { return Clock::now() - start_ > time_max; }

    bool same(const Outcome& outcome) const {
        return outcome.ending == Ending::incident &&
               rulings_.diagnose(outcome.incident).signature == found_.diagnosis.signature;
    }

    static bool suspends(const Schedule& schedule) {
        return std::any_of(schedule.begin(), schedule.end(), [](const schedule::Switch& entry) {
            return entry.to == schedule::everybody_else_suspended;
        });
    }

    void count_candidate() {
        ++result_.candidates;
        progress_.say(fmt::format("shrinking, {} candidates tried", result_.candidates));
    }

    void note_accepted() {
        result_.accepted.push_back({result_.candidates, result_.plan, result_.outcome.preemptions});
    }

    std::optional<Outcome> explore(const scenario::Plan& plan) {
        count_candidate();
        TargetBody body(target_, plan);
        Job job = exploring_job(target_, body, options_, base::mix(seed_ + result_.candidates));
        job.count = std::clamp(found_.budget * 2, executions_min, executions_max);
        Outcome outcome = run_job_as_told(job, options_, rulings_);
        if (!same(outcome)) return std::nullopt;
        return outcome;
    }

    void shrink_plan() {
        const auto fails = [this](const scenario::Plan& plan) {
            std::optional<Outcome> outcome = explore(plan);
            if (!outcome) return false;
            result_.plan = plan;
            result_.outcome = std::move(*outcome);
            note_accepted();
            return true;
        };
        scenario::ShrinkLimits limits;
        limits.candidates_max = plan_candidates_max;
        limits.out_of_time = [this] { return out_of_time(); };
        scenario::shrink(found_.plan, fails, limits);
    }

    // True, and the result is this replay, when it shows the finding. `always`: even if it is no
    // smaller.
    bool accept(const Schedule& schedule, bool always) {
        TargetBody body(target_, result_.plan);
        Outcome outcome =
            run_job_as_told(replaying_job(target_, body, options_, schedule), options_, rulings_);
        if (!same(outcome) || !outcome.schedule_complete) return false;
        const auto size = [](const Outcome& of) {
            return std::pair(of.preemptions, of.schedule.size());
        };
        if (!always && size(outcome) >= size(result_.outcome)) return false;
        result_.diagnosis = rulings_.diagnose(outcome.incident);
        result_.outcome = std::move(outcome);
        if (!always) note_accepted();
        return true;
    }

    bool try_without(std::size_t first, std::size_t count) {
        count_candidate();
        Schedule schedule = result_.outcome.schedule;
        const auto begin = schedule.begin() + static_cast<std::ptrdiff_t>(first);
        schedule.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
        return accept(schedule, false);
    }

    void shrink_schedule() {
        if (!found_.outcome.schedule_complete) return;
        result_.replays = accept(result_.outcome.schedule, true);
        if (!result_.replays) return;
        const std::uint64_t limit = result_.candidates + schedule_candidates_max;
        std::size_t part = result_.outcome.schedule.size();
        while (part != 0 && result_.candidates < limit && !out_of_time()) {
            bool smaller = false;
            // From the end: later switches are the ones that more often do not matter.
            for (std::size_t end = result_.outcome.schedule.size(); end != 0 && !out_of_time();) {
                const std::size_t first = end > part ? end - part : 0;
                if (first < result_.outcome.schedule.size())
                    smaller |=
                        try_without(first, std::min(part, result_.outcome.schedule.size() - first));
                end = std::min(first, result_.outcome.schedule.size());
            }
            if (part == 1 && !smaller) break;
            part = part == 1 ? 1 : (part + 1) / 2;
        }
    }

    // Whether all schedules within the bound were executed without the finding, or it was accepted.
    enum class Bounded { none, found, undecided };

    // `like_it`: a schedule with as many preemptions as the best is as good.
    Bounded seek(std::uint32_t preemptions, schedule::Preemptible where, bool like_it = false) {
        count_candidate();
        TargetBody body(target_, result_.plan);
        Job job = exploring_job(target_, body, options_, 0);
        job.strategy = StrategyName::bounded;
        job.preemptions_max = preemptions;
        job.preemptible = where;
        job.count = target_.program == nullptr ? bounded_max : bounded_programs_max;
        const Outcome outcome = run_job_as_told(job, options_, rulings_);
        if (same(outcome))
            return accept(outcome.schedule, like_it) ? Bounded::found : Bounded::undecided;
        const bool all = outcome.ending == Ending::completed && outcome.exhausted;
        return all ? Bounded::none : Bounded::undecided;
    }

    void seek_fewer_preemptions() {
        using schedule::Preemptible;
        result_.needs_preemptions = true;
        for (std::uint32_t bound = 0; bound < result_.outcome.preemptions; ++bound) {
            if (out_of_time()) result_.needs_preemptions = false;
            if (!result_.needs_preemptions) return;
            if (target_.subject != nullptr && bound != 0 &&
                seek(bound, Preemptible::between_operations) == Bounded::found)
                return;
            const Bounded all = seek(bound, Preemptible::anywhere);
            if (all == Bounded::found) return;
            result_.needs_preemptions = all == Bounded::none;
        }
        // People follow calls more easily than what is in the middle of them.
        if (target_.subject != nullptr && result_.outcome.preemptions != 0 && !out_of_time())
            seek(static_cast<std::uint32_t>(result_.outcome.preemptions),
                 Preemptible::between_operations, true);
    }

    const Target& target_;
    const Options& options_;
    std::uint64_t seed_;
    Rulings& rulings_;
    Progress& progress_;
    Found found_;
    Minimal result_;
    Clock::time_point start_ = Clock::now();
};

}  // namespace

Minimal minimise(const Target& target, const Options& options, std::uint64_t seed, Rulings& rulings,
                 Progress& progress, Found found) {
    return Minimiser(target, options, seed, rulings, progress, std::move(found)).run();
}

}  // namespace contend::run
