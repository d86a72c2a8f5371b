// Goal: what contend makes of the blocking primitives is what they are. Programs are drawn, and run
// three ways: freely, under control, and in a model that tries every interleaving.
#include "model.hpp"
#include "runs.hpp"

#include <contend/base/random.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace contend::differential {
namespace {

// How many executions are enough? An outcome that needs three switches at certain ones of some twenty
// points has a probability around 1/1,000 under PCT (1 / (n k^(d-1)) for n = 3, k = 20, d = 3 is
// 1/1,200) and the random walk; one that needs three time-outs in a row, around 1/20,000. Measured over
// 160 programs, 4,000 executions reach 95 % of what the model permits, 100,000 all of it. So a program
// is explored until all of it has been reached, or that often: an outcome of probability 1/20,000 is
// missed with probability e^-6 then. Most programs take one chunk.
constexpr std::uint64_t first_chunk = 2'000;
// What a free run has seen is looked for longer.
constexpr std::uint64_t budget_max = 1'000'000;

constexpr std::uint64_t free_executions = 400;
constexpr unsigned free_time_ms = 100;

std::uint64_t setting(const char* name, std::uint64_t fallback) {
    const char* const text = std::getenv(name);
    return text == nullptr ? fallback : std::strtoull(text, nullptr, 10);
}

std::uint64_t budget_usual() {
    static const std::uint64_t executions = setting("DIFFERENTIAL_EXECUTIONS", 126'000);
    return executions;
}

struct Tally {
    unsigned programs = 0;
    unsigned can_deadlock = 0;
    unsigned deadlocks_reached = 0;
    std::uint64_t free = 0;
    std::uint64_t free_outcomes = 0;
    std::uint64_t controlled = 0;
    std::uint64_t permitted = 0;
    std::uint64_t reached = 0;
};

bool contains(const std::set<Outcome>& set, Outcome outcome) { return set.count(outcome) != 0; }

class Comparison {
public:
    Comparison(const Program& program, std::uint64_t seed)
        : program_(program),
          seed_(seed),
          strict_(outcomes_of(program, Rules::strict)),
          posix_(outcomes_of(program, Rules::posix)),
          can_deadlock_(contains(strict_, deadlocked)) {}

    /// What is wrong; empty: nothing.
    std::string run() {
        if (!can_deadlock_) free_ = run_freely(program_, seed_, free_executions, free_time_ms);
        explore();
        if (!free_.complaint.empty()) return free_.complaint + "\n" + text_of(program_);
        if (!controlled_.complaint.empty())
            return "under control: " + controlled_.complaint + "\n" + text_of(program_);
        for (const auto& [outcome, count] : free_.outcomes)
            if (!contains(posix_, outcome))
                return "seen freely, but the model says that it can not be\n" +
                       text_of(program_, outcome);
        for (const auto& [outcome, count] : controlled_.outcomes)
            if (!contains(strict_, outcome))
                return "seen under control, but the model says that it can not be\n" +
                       text_of(program_, outcome);
        for (const auto& [outcome, count] : free_.outcomes)
            if (controlled_.outcomes.count(outcome) == 0 && contains(strict_, outcome))
                return "seen freely, but not in " + std::to_string(controlled_.executions) +
                       " executions under control\n" + text_of(program_, outcome);
        if (can_deadlock_ && controlled_.outcomes.count(deadlocked) == 0)
            return "the deadlock that the model knows is not found in " +
                   std::to_string(controlled_.executions) + " executions\n" + text_of(program_);
        return {};
    }

    void add_to(Tally& tally) const {
        ++tally.programs;
        tally.free += free_.executions;
        tally.free_outcomes += free_.outcomes.size();
        tally.controlled += controlled_.executions;
        if (can_deadlock_) {
            ++tally.can_deadlock;
            tally.deadlocks_reached += controlled_.outcomes.count(deadlocked);
        } else {
            tally.permitted += strict_.size();
            tally.reached += controlled_.outcomes.size();
        }
    }

    /// What the model permits and no execution under control was.
    void print_unreached() const {
        for (const Outcome outcome : strict_)
            if (!can_deadlock_ && controlled_.outcomes.count(outcome) == 0)
                std::printf("not reached in %llu executions:\n%s",
                            static_cast<unsigned long long>(controlled_.executions),
                            text_of(program_, outcome).c_str());
    }

private:
    // Deadlocks end workers, so a program that has them is seen in fewer executions.
    bool satisfied() const {
        if (!controlled_.complaint.empty()) return true;
        if (can_deadlock_) return controlled_.outcomes.count(deadlocked) != 0;
        const auto reached = [this](const auto& seen) {
            return controlled_.outcomes.count(seen.first) != 0 || !contains(strict_, seen.first);
        };
        return controlled_.outcomes.size() >= strict_.size() ||
               (controlled_.executions >= budget_usual() &&
                std::all_of(free_.outcomes.begin(), free_.outcomes.end(), reached));
    }

    void explore() {
        std::uint64_t count = first_chunk;
        for (std::uint64_t first = 0; first < budget_max; first += count, count *= 2) {
            const Runs runs = run_under_control(program_, seed_, first, count);
            controlled_.executions += runs.executions;
            controlled_.complaint = runs.complaint;
            for (const auto& [outcome, times] : runs.outcomes)
                controlled_.outcomes[outcome] += times;
            if (satisfied()) return;
        }
    }

    const Program& program_;
    std::uint64_t seed_;
    std::set<Outcome> strict_;
    std::set<Outcome> posix_;
    bool can_deadlock_;
    Runs free_;
    Runs controlled_;
};

/// What is wrong with the smallest program that it can be found with.
std::string shrunk(rc::Shrinkable<Program> failing, std::uint64_t seed, std::string fault) {
    constexpr auto time_max = std::chrono::seconds(60);
    const auto end = std::chrono::steady_clock::now() + time_max;
    for (bool smaller = true; smaller && std::chrono::steady_clock::now() < end;) {
        smaller = false;
        auto candidates = failing.shrinks();
        while (auto candidate = candidates.next()) {
            const Program program = candidate->value();
            std::string its_fault = Comparison(program, seed).run();
            if (its_fault.empty()) continue;
            failing = std::move(*candidate);
            fault = std::move(its_fault);
            smaller = true;
            break;
        }
    }
    return fault;
}

void print(const Tally& tally) {
    std::printf(
        "%u programs, %u of them can deadlock: found in %u\n"
        "freely: %llu executions, %llu outcomes\n"
        "under control: %llu executions; %llu of %llu outcomes that the model permits\n",
        tally.programs, tally.can_deadlock, tally.deadlocks_reached,
        static_cast<unsigned long long>(tally.free),
        static_cast<unsigned long long>(tally.free_outcomes),
        static_cast<unsigned long long>(tally.controlled),
        static_cast<unsigned long long>(tally.reached),
        static_cast<unsigned long long>(tally.permitted));
}

/// More programs with DIFFERENTIAL_PROGRAMS, others with DIFFERENTIAL_SEED, longer looked at with
/// DIFFERENTIAL_EXECUTIONS.
TEST(Differential, control_does_what_posix_permits_and_all_that_happens_freely) {
    const std::uint64_t programs_max = setting("DIFFERENTIAL_PROGRAMS", 40);
    const std::uint64_t seed = setting("DIFFERENTIAL_SEED", 1);
    const rc::Gen<Program> generator = programs();
    Tally tally;
    for (std::uint64_t i = 0; i < programs_max; ++i) {
        const std::uint64_t own_seed = base::mix(seed ^ base::mix(i));
        const rc::Shrinkable<Program> drawn = generator(rc::Random(own_seed), 100);
        const Program program = drawn.value();
        Comparison comparison(program, own_seed);
        const std::string fault = comparison.run();
        comparison.add_to(tally);
        comparison.print_unreached();
        ASSERT_EQ(fault, "") << "program " << i << " of seed " << seed << ", shrunk:\n"
                             << shrunk(drawn, own_seed, fault);
    }
    print(tally);
    EXPECT_GE(tally.reached * 100, tally.permitted * 98)
        << "control reaches too little of what the model permits";
}

/// Whether a mutex that knows its owner may refuse an operation: the search takes each unlock for one that gives the
/// lock back.
bool can_be_refused(const Program& program, const std::set<Outcome>& permitted) {
    return std::any_of(permitted.begin(), permitted.end(), [&](Outcome outcome) {
        const std::string text = text_of(program, outcome);
        return text.find("EPERM") != std::string::npos || text.find("EDEADLK") != std::string::npos;
    });
}

/// What is wrong with "every interleaving" of the program; empty: nothing, or it was too much.
std::string fault_of_everything(const Program& program, std::uint64_t& all) {
    constexpr std::uint64_t executions_max = 20'000;
    const std::set<Outcome> permitted = outcomes_of(program, Rules::strict);
    if (can_be_refused(program, permitted)) return {};
    const Runs runs = run_every_interleaving(program, executions_max);
    if (!runs.complaint.empty()) return runs.complaint + "\n" + text_of(program);
    for (const auto& [outcome, count] : runs.outcomes)
        if (!contains(permitted, outcome))
            return "the model says that it can not be\n" + text_of(program, outcome);
    const bool ends_early = contains(permitted, deadlocked) && runs.outcomes.count(deadlocked) != 0;
    if (!runs.all && !ends_early) return {};
    ++all;
    if (ends_early) return {};
    for (const Outcome outcome : permitted)
        if (runs.outcomes.count(outcome) == 0)
            return "not reached in what should be every interleaving\n" + text_of(program, outcome);
    return {};
}

// What is claimed to be every interleaving comes to all that the model permits, of locks of all kinds, conditions,
// semaphores, barriers and time-outs, too.
TEST(Differential, every_interleaving_comes_to_all_that_the_model_permits) {
    const std::uint64_t programs_max = 3 * setting("DIFFERENTIAL_PROGRAMS", 40);
    const std::uint64_t seed = setting("DIFFERENTIAL_SEED", 1);
    const rc::Gen<Program> generator = programs();
    std::uint64_t all = 0;
    for (std::uint64_t i = 0; i < programs_max; ++i) {
        const std::uint64_t own_seed = base::mix(~seed ^ base::mix(i));
        rc::Shrinkable<Program> failing = generator(rc::Random(own_seed), static_cast<int>(i % 60));
        std::string fault = fault_of_everything(failing.value(), all);
        for (bool smaller = !fault.empty(); smaller;) {
            smaller = false;
            auto candidates = failing.shrinks();
            while (auto candidate = candidates.next()) {
                std::string its_fault = fault_of_everything(candidate->value(), all);
                if (its_fault.empty()) continue;
                failing = std::move(*candidate);
                fault = std::move(its_fault);
                smaller = true;
                break;
            }
        }
        ASSERT_EQ(fault, "") << "program " << i << " of seed " << seed;
    }
    std::printf("every interleaving of %llu of %llu programs\n",
                static_cast<unsigned long long>(all),
                static_cast<unsigned long long>(programs_max));
    EXPECT_GE(all * 3, programs_max);
}

}  // namespace
}  // namespace contend::differential
