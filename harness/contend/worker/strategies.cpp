#include <contend/worker/strategies.hpp>

namespace contend::worker {

Strategies::Strategies(const Task& task) : name_(task.strategy), replay_(task.schedule) {
    bounded_.explore(task.preemptions_max, task.preemptible);
}

schedule::Strategy& Strategies::next(std::uint64_t seed) {
    using schedule::Portfolio;
    switch (name_) {
        case StrategyName::random: return portfolio_.always(Portfolio::random);
        case StrategyName::pct: return portfolio_.always(Portfolio::pct);
        case StrategyName::pos: return portfolio_.always(Portfolio::pos);
        case StrategyName::surw: return portfolio_.always(Portfolio::surw);
        case StrategyName::feedback: return portfolio_.always(Portfolio::feedback);
        case StrategyName::exhaustive: return exhaustive_;
        case StrategyName::bounded: return bounded_;
        case StrategyName::replay: return replay_;
        case StrategyName::parallel:
        case StrategyName::portfolio: break;
    }
    return portfolio_.next(seed);
}

bool Strategies::finished() const {
    if (name_ == StrategyName::bounded) return bounded_.exhausted() || bounded_.given_up();
    return name_ == StrategyName::exhaustive &&
           (exhaustive_.exhausted() || exhaustive_.given_up() != nullptr);
}

void Strategies::tell(Board& board) const {
    board.exhausted = exhaustive_.exhausted() || bounded_.exhausted();
    board.interleavings = exhaustive_.interleavings();
    if (exhaustive_.given_up() != nullptr)
        board.given_up = base::FixedString<64>(exhaustive_.given_up());
}

}  // namespace contend::worker
