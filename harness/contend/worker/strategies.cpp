#include <contend/worker/strategies.hpp>

namespace contend::worker {

Strategies::Strategies(const Task& task)
    : name_(task.strategy), portfolio_(exhaustive_, task.everything_max), replay_(task.schedule) {
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
    switch (name_) {
        case StrategyName::bounded: return bounded_.exhausted() || bounded_.given_up() != nullptr;
        case StrategyName::exhaustive:
            return exhaustive_.exhausted() || exhaustive_.given_up() != nullptr;
        case StrategyName::portfolio: return portfolio_.has_seen_everything();
        default: return false;
    }
}

// What was only tried along with others is not said to have been given up.
void Strategies::tell(Board& board) const {
    if (name_ == StrategyName::portfolio) {
        board.exhausted = portfolio_.has_seen_everything();
    } else {
        board.exhausted = exhaustive_.exhausted() || bounded_.exhausted();
        const char* const why =
            name_ == StrategyName::bounded ? bounded_.given_up() : exhaustive_.given_up();
        if (why != nullptr) board.given_up = base::FixedString<64>(why);
    }
    board.interleavings = exhaustive_.interleavings();
}

}  // namespace contend::worker
