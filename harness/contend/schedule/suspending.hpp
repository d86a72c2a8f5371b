#pragma once

#include <contend/base/random.hpp>
#include <contend/schedule/asked.hpp>
#include <contend/schedule/strategy.hpp>

namespace contend::schedule {

/// Lets another strategy decide, and now and then has everybody suspended but a thread that is in the
/// middle of an operation that promises progress (Choice::promises). What is lock-free then returns
/// (Herlihy and Shavit: On the Nature of Progress, OPODIS 2011): somebody makes progress whoever is
/// suspended, and nobody else is there to. What waits for another thread, by spinning, does not.
///
/// Each point of such an operation is a chance of one in `rarity`, where somebody else could go on.
///
/// Costs a call at every scheduling point.
class Suspending final : public Strategy {
public:
    static constexpr std::uint32_t rarity = 8;

    /// Who decides from the next execution on, and must live as long. Returns this.
    Strategy& suspend_in(Strategy& strategy) {
        strategy_ = &strategy;
        return *this;
    }

    const char* name() const override { return strategy_->name(); }
    void begin(std::uint64_t seed) override;
    Decision pick(const Choice& choice) override;
    void end(std::uint64_t steps) override;
    bool sees_everything() const override { return true; }

private:
    Strategy* strategy_ = nullptr;
    bool sees_everything_ = false;  // the strategy, by itself
    Asked asked_;
    base::Random random_;
};

}  // namespace contend::schedule
