#include <contend/schedule/pct.hpp>

namespace contend::schedule {
namespace {

constexpr std::uint64_t never = ~std::uint64_t{0};

void sort(std::uint64_t* first, unsigned count) {
    for (unsigned i = 1; i < count; ++i)
        for (unsigned j = i; j > 0 && first[j] < first[j - 1]; --j) {
            const std::uint64_t swapped = first[j];
            first[j] = first[j - 1];
            first[j - 1] = swapped;
        }
}

}  // namespace

void Pct::begin(std::uint64_t seed) {
    random_ = base::Random(seed);
    yields_.begin(seed);
    ++execution_;
    lowest_ = 0;
    next_change_ = 0;
    const unsigned changes = random_.below(depth_max);  // depth - 1
    for (unsigned i = 0; i < depth_max - 1; ++i)
        change_points_[i] =
            i < changes ? 1 + random_.below(static_cast<std::uint32_t>(longest_)) : never;
    sort(change_points_, depth_max - 1);
}

std::int64_t& Pct::priority(base::ThreadId id) {
    if (drawn_[id] != execution_) {
        drawn_[id] = execution_;
        priorities_[id] = static_cast<std::int64_t>(1 + (random_.next() >> 2));
    }
    return priorities_[id];
}

base::ThreadId Pct::highest(const base::ThreadSet& set) {
    base::ThreadId best = set.first();
    for (base::ThreadId id = best; id != base::no_thread; id = set.after(id))
        if (priority(id) > priority(best)) best = id;
    return best;
}

Decision Pct::pick(const Choice& choice) {
    if (choice.question == Question::wake) return {.thread = highest(*choice.candidates)};
    const EventKind pending = choice.pending[choice.current].kind;
    const bool waits_for_time =
        choice.timed->contains(choice.current) || pending == EventKind::sleep;
    const bool yields = choice.question == Question::yield && yields_.heeded();
    if (yields || waits_for_time) priority(choice.current) = --lowest_;
    base::ThreadId thread = highest(*choice.candidates);
    while (next_change_ < depth_max - 1 && choice.step >= change_points_[next_change_]) {
        ++next_change_;
        priority(thread) = --lowest_;
        thread = highest(*choice.candidates);
    }
    std::uint64_t hold = 1u << 20;
    if (next_change_ < depth_max - 1 && change_points_[next_change_] != never) {
        hold = change_points_[next_change_] - choice.step - 1;
    }
    return {.thread = thread,
            .hold = static_cast<std::uint32_t>(hold < (1u << 20) ? hold : 1u << 20),
            .ask_on_wake = true};
}

void Pct::end(std::uint64_t steps) {
    if (steps > longest_) longest_ = steps < 0xffffffff ? steps : 0xffffffff;
}

}  // namespace contend::schedule
