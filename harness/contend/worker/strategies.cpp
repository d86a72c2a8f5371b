#include <contend/worker/strategies.hpp>

namespace contend::worker {

Strategies::Strategies(const Task& task) : name_(task.strategy), replay_(task.schedule) {}

schedule::Strategy& Strategies::of(std::uint64_t execution) {
    switch (name_) {
        case StrategyName::random: return random_;
        case StrategyName::pct: return pct_;
        case StrategyName::pos: return pos_;
        case StrategyName::exhaustive: return exhaustive_;
        case StrategyName::replay: return replay_;
        case StrategyName::parallel:
        case StrategyName::portfolio: break;
    }
    if (execution % 2 == 0) return random_;
    return pct_;
}

bool Strategies::finished() const {
    return name_ == StrategyName::exhaustive &&
           (exhaustive_.exhausted() || exhaustive_.given_up() != nullptr);
}

void Strategies::tell(Board& board) const {
    board.exhausted = exhaustive_.exhausted();
    board.interleavings = exhaustive_.interleavings();
    if (exhaustive_.given_up() != nullptr)
        board.given_up = base::FixedString<64>(exhaustive_.given_up());
}

}  // namespace contend::worker
