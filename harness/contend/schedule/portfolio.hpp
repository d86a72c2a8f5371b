#pragma once

#include <contend/base/random.hpp>
#include <contend/schedule/exhaustive.hpp>
#include <contend/schedule/feedback.hpp>
#include <contend/schedule/pct.hpp>
#include <contend/schedule/pos.hpp>
#include <contend/schedule/random_walk.hpp>
#include <contend/schedule/surw.hpp>
#include <contend/schedule/watched.hpp>

namespace contend::schedule {

/// Several strategies, of which one decides each execution: no strategy is the best for all programs,
/// and how they compare shows as they go.
///
/// As long as it has a share, about every other execution is one of the search for every interleaving.
/// Where there are few, it sees them all; where there are not, it has tried what is next to the default
/// order, which suffices for many mistakes.
///
/// Of the rest half goes round: surw and pos three times in ten each, random twice, pct and feedback once;
/// the former are sooner at most mistakes (docs/quality.md). The other half is spread by what has paid off,
/// too. An execution pays if it shows a reads-from pair (schedule/communication.hpp) that at
/// most one execution in sixteen has shown: behaviour that others hardly reach. Pairs that a strategy shows
/// often are common soon, and pay no more; where there is nothing rare to see, all are as good. A strategy
/// is drawn with the probability at which it paid lately, in proportion to the others', and to its part
/// of the round.
///
/// surw and feedback have to see every scheduling point anyway. Of the other three, which cost less than
/// seeing does, one execution in four is watched.
///
/// The same seeds give the same executions. It may lie in memory that processes share at one address.
class Portfolio {
public:
    enum Member : std::uint8_t { random, pct, surw, pos, feedback };
    static constexpr unsigned members = 5;

    /// The search for every interleaving must live as long, and at the same address in every process; it
    /// may decide so many executions.
    explicit Portfolio(Exhaustive& everything, std::uint64_t everything_max = 0)
        : everything_(everything), everything_max_(everything_max) {}

    /// Who decides the next execution.
    Strategy& next(std::uint64_t seed);

    /// That one by itself, from one execution to the next.
    Strategy& always(Member member);

    /// Every interleaving has been executed, and enough over again that what the race detector forgets in
    /// one execution it has seen in another.
    bool has_seen_everything() const;

    /// Executions that the strategy has decided.
    std::uint32_t executions(Member member) const { return standings_[member].executions; }

private:
    struct Standing {
        std::uint32_t executions = 0;
        std::uint32_t watched = 0;  ///< lately
        std::uint32_t paid = 0;     ///< of those
    };

    bool seeks_everything() const;
    Strategy& strategy(Member member);
    void settle();
    Member draw(std::uint64_t seed) const;

    Exhaustive& everything_;
    std::uint64_t everything_max_;
    std::uint64_t everything_tried_ = 0;
    std::uint64_t executions_ = 0;

    Communication communication_;
    Corpus corpus_;
    Watched watched_{communication_, corpus_};
    RandomWalk random_;
    Pct pct_;
    Pos pos_;
    Surw surw_{communication_};
    Feedback feedback_{communication_, corpus_};

    Standing standings_[members];
    std::uint32_t turn_ = 0;
    Member last_ = random;
    bool watching_ = false;  // the last execution was watched, and is not yet settled
};

}  // namespace contend::schedule
