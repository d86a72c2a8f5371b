#include <contend/schedule/watched.hpp>

namespace contend::schedule {

void Watched::begin(std::uint64_t seed) {
    seen_.begin();
    corpus_.begin();
    asked_.begin();
    sees_everything_ = strategy_->sees_everything();
    strategy_->begin(seed);
}

Decision Watched::pick(const Choice& choice) {
    const bool steps = choice.question != Question::wake;
    if (steps) {
        seen_.arrive(choice);
        corpus_.notice(seen_, choice.step);
    }
    const base::ThreadId thread =
        sees_everything_ ? strategy_->pick(choice).thread : asked_.ask(*strategy_, choice).thread;
    corpus_.record(choice, thread);
    if (steps) seen_.leave(thread, choice);
    return {.thread = thread};
}

void Watched::end(std::uint64_t steps) {
    seen_.end();
    corpus_.notice(seen_, steps);
    strategy_->end(steps);
    corpus_.end(seen_);
}

}  // namespace contend::schedule
