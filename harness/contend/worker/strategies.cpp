#include <contend/worker/strategies.hpp>

#include <contend/base/random.hpp>

namespace contend::worker {

Strategies::Strategies(const Task& task)
    : name_(task.strategy),
      suspends_(task.suspends),
      portfolio_(exhaustive_, task.everything_max),
      replay_(task.schedule) {
    bounded_.explore(task.preemptions_max, task.preemptible);
}

// Who has to know every step is left alone: the others suspend somebody in one of four executions. The
// search for everything gets such executions beside its own: it leaves out those where threads wait for
// locks, for they come to the same as others.
schedule::Strategy& Strategies::next(std::uint64_t seed) {
    if (!suspends_) return chosen(seed);
    const bool beside = name_ == StrategyName::exhaustive && !exhaustive_.given_up() &&
                        (exhaustive_.exhausted() || suspended_ < exhaustive_.executions());
    schedule::Strategy& strategy =
        beside ? portfolio_.always(schedule::Portfolio::random) : chosen(seed);
    const bool exact = &strategy == &exhaustive_ || &strategy == &bounded_ || &strategy == &replay_;
    if (exact || (!beside && base::mix(seed + 1) % 4 != 0)) return strategy;
    ++suspended_;
    return suspending_.suspend_in(strategy);
}

schedule::Strategy& Strategies::chosen(std::uint64_t seed) {
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
            return (exhaustive_.exhausted() && (!suspends_ || suspended_ >= suspended_min)) ||
                   exhaustive_.given_up() != nullptr;
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
