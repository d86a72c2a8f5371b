#pragma once

#include <contend/schedule/asked.hpp>
#include <contend/schedule/communication.hpp>
#include <contend/schedule/corpus.hpp>
#include <contend/schedule/strategy.hpp>

namespace contend::schedule {

/// Lets another strategy decide, and sees what comes of it: what threads communicate, and which
/// schedules are worth keeping. The other one is asked as it would be without this, so that it decides
/// the same.
///
/// Costs a call at every scheduling point, where a strategy that lets threads go on has nearly none.
///
/// Everything it refers to must live as long, and at the same address in every process that uses it.
class Watched final : public Strategy {
public:
    Watched(Communication& communication, Corpus& corpus) : seen_(communication), corpus_(corpus) {}

    /// Who decides from the next execution on. Returns this.
    Strategy& watch(Strategy& strategy) {
        strategy_ = &strategy;
        return *this;
    }

    const char* name() const override { return strategy_->name(); }
    void begin(std::uint64_t seed) override;
    Decision pick(const Choice& choice) override;
    void end(std::uint64_t steps) override;
    bool sees_everything() const override { return true; }

private:
    Communication& seen_;
    Corpus& corpus_;
    Strategy* strategy_ = nullptr;
    bool sees_everything_ = false;  // the strategy, by itself
    Asked asked_;
};

}  // namespace contend::schedule
