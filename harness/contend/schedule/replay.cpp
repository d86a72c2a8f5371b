#include <contend/schedule/replay.hpp>

namespace contend::schedule {

void Replay::begin(std::uint64_t) { used_ = 0; }

const Switch* Replay::find(const Choice& choice) const {
    const auto here = [&](const Switch& entry) {
        return entry.from == choice.current && entry.step == choice.thread_step;
    };
    // In a faithful replay the next unused entry is the only one worth a look.
    if (used_ < schedule_.size && here(schedule_.entries[used_])) return &schedule_.entries[used_];
    for (std::size_t i = 0; i < schedule_.size; ++i)
        if (here(schedule_.entries[i])) return &schedule_.entries[i];
    return nullptr;
}

Decision Replay::pick(const Choice& choice) {
    const Switch* entry = find(choice);
    if (entry != nullptr && entry->to == everybody_else_suspended && choice.promises &&
        choice.question != Question::wake && choice.candidates->contains(choice.current)) {
        ++used_;
        return {.thread = choice.current, .alone = true};
    }
    if (entry == nullptr || !choice.candidates->contains(entry->to))
        return {.thread = choice.fallback};
    ++used_;
    return {.thread = entry->to};
}

void Replay::end(std::uint64_t) {}

}  // namespace contend::schedule
