#pragma once

#include <contend/run/interleavings.hpp>
#include <contend/run/options.hpp>
#include <contend/run/progress.hpp>
#include <contend/run/rulings.hpp>
#include <contend/run/supervisor.hpp>
#include <contend/run/target.hpp>

#include <rapidcheck/Shrinkable.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace contend::run {

/// A failing execution: of which scenario, under which schedule, and what it is.
struct Found {
    rc::Shrinkable<scenario::Plan> plan;
    Outcome outcome;
    Diagnosis diagnosis;
    std::uint64_t budget = 0;  ///< executions of the scenario that sufficed to find it
};

/// What a search added up to.
struct Tally {
    std::uint64_t scenarios = 0;
    std::uint64_t scenarios_exhausted = 0;  ///< of those drawn: every interleaving was executed
    std::uint64_t executions = 0;
    std::uint64_t steps = 0;
    std::uint64_t unjudged = 0;  ///< executions whose results could not be judged
    std::string unjudged_reason;
    std::uint64_t interleavings = 0;  ///< all there are, as the search for everything counts them
    std::uint64_t workers_killed = 0;
};

/// Draws scenarios and explores each under many schedules, in as many workers as the options say,
/// until something is found or the budget is spent.
///
/// Scenario i and its schedules depend on the seed and i alone. When workers find things at the
/// same time, the lowest i wins: a search that is not cut short by its time budget gives the same
/// result with any number of workers.
class Search {
public:
    using Clock = std::chrono::steady_clock;

    Search(const Target& target, const Options& options, std::uint64_t seed, Rulings& rulings,
           Progress& progress);

    /// The next finding; nothing when the budget is spent. May be called again to go on.
    std::optional<Found> next();

    const Tally& tally() const { return tally_; }

    /// The scenario that chunk `index` explores; always the same unless scenarios are generated.
    rc::Shrinkable<scenario::Plan> draw(std::uint64_t index) const;

    /// The different interleavings executed so far, of all scenarios.
    Coverage coverage() const;

    /// Whether every interleaving has been executed, up to the order of independent events. Only where
    /// there is a single scenario.
    bool exhausted() const { return exhausted_; }

    /// Why other shards have all there is to do (Options::shard); empty otherwise.
    const std::string& left_to_others() const { return left_to_others_; }

    /// Whether not every interleaving was sought, but only those with few preemptions (Options::preemptions).
    bool bounded() const { return options_.strategy == "exhaustive" && options_.preemptions != 0; }

    /// Why the search could not work at all; empty otherwise.
    const std::string& harness_error() const { return harness_error_; }

private:
    struct Chunk {
        rc::Shrinkable<scenario::Plan> plan;
        std::unique_ptr<TargetBody> body;
        Job job;
        std::uint64_t steps = 0;  ///< so far
        unsigned kills = 0;       ///< in a row, of workers that got nowhere
    };

    bool may_start() const;
    bool seeks_everything() const;
    void note_everything(const Chunk& chunk, const Outcome& outcome);
    void start_chunk();
    void start(std::uint64_t index);
    void account(std::uint64_t ticket, Outcome outcome);
    bool killed_from_outside(Chunk& chunk, Outcome& outcome);
    void judge(const Chunk& chunk, std::uint64_t ticket, Outcome outcome);
    bool out_of_time() const;
    std::uint64_t chunk_size(std::uint64_t index, std::uint64_t everything_max) const;
    std::uint64_t scenario_of(const scenario::Plan& plan) const;

    const Target& target_;
    const Options& options_;
    std::uint64_t seed_;
    Rulings& rulings_;
    Progress& progress_;
    Supervisor supervisor_;
    Interleavings interleavings_;
    Clock::time_point start_ = Clock::now();
    std::uint64_t shard_ = 0;
    std::uint64_t shards_ = 1;
    static constexpr std::uint64_t unlimited = ~std::uint64_t{0};
    std::uint64_t executions_max_ = unlimited;  // of this shard
    std::string left_to_others_;
    std::uint64_t next_index_ = 0;
    std::uint64_t started_executions_ = 0;
    std::map<std::uint64_t, Chunk> running_;
    std::map<std::uint64_t, Found> found_;  ///< by chunk
    std::optional<Found> warning_;  ///< a lock-order inversion, reported if nothing worse follows
    Tally tally_;
    bool exhausted_ = false;
    bool everything_given_up_ = false;  ///< the last attempt at every interleaving was cut short
    std::string harness_error_;
};

}  // namespace contend::run
