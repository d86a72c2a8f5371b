#pragma once

#include <contend/schedule/bounded.hpp>
#include <contend/schedule/exhaustive.hpp>
#include <contend/schedule/portfolio.hpp>
#include <contend/schedule/replay.hpp>
#include <contend/schedule/suspending.hpp>
#include <contend/worker/board.hpp>
#include <contend/worker/task.hpp>

namespace contend::worker {

/// One object of each strategy, and which of them decides an execution.
///
/// They learn from one execution to the next, so they live as long as the task; where each execution
/// has a process of its own, in memory that those processes share.
class Strategies {
public:
    explicit Strategies(const Task& task);

    /// Who decides the next execution, which has that seed.
    schedule::Strategy& next(std::uint64_t seed);

    /// Nothing is left to explore, or a search for everything alone can not go on.
    bool finished() const;

    /// What the search for everything has come to.
    void tell(Board& board) const;

    /// Entries of the schedule that the last replay could follow.
    std::uint64_t replayed() const { return replay_.used(); }

private:
    static constexpr std::uint64_t suspended_min = 100;

    schedule::Strategy& chosen(std::uint64_t seed);

    StrategyName name_;
    bool suspends_;
    schedule::Exhaustive exhaustive_;
    schedule::Portfolio portfolio_;
    schedule::Bounded bounded_;
    schedule::Replay replay_;
    schedule::Suspending suspending_;
    std::uint64_t suspended_ = 0;  // executions in which somebody may have been
};

}  // namespace contend::worker
