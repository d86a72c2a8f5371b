#include <contend/worker/strategies.hpp>

namespace contend::worker {

Strategies::Strategies(const Task& task) : name_(task.strategy), replay_(task.schedule) {}

schedule::Strategy& Strategies::of(std::uint64_t execution) {
    switch (name_) {
        case StrategyName::random: return random_;
        case StrategyName::pct: return pct_;
        case StrategyName::replay: return replay_;
        case StrategyName::parallel:
        case StrategyName::portfolio: break;
    }
    if (execution % 2 == 0) return random_;
    return pct_;
}

}  // namespace contend::worker
