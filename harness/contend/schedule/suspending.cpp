#include <contend/schedule/suspending.hpp>

namespace contend::schedule {

void Suspending::begin(std::uint64_t seed) {
    // Not the numbers that the strategy draws.
    random_ = base::Random(base::mix(seed ^ base::mix(rarity)));
    asked_.begin();
    sees_everything_ = strategy_->sees_everything();
    strategy_->begin(seed);
}

Decision Suspending::pick(const Choice& choice) {
    const bool could = choice.question == Question::go_on || choice.question == Question::yield;
    if (could && choice.promises && choice.candidates->size() > 1 && random_.below(rarity) == 0)
        return {.thread = choice.current, .alone = true};
    if (sees_everything_) return strategy_->pick(choice);
    return {.thread = asked_.ask(*strategy_, choice).thread};
}

void Suspending::end(std::uint64_t steps) { strategy_->end(steps); }

}  // namespace contend::schedule
