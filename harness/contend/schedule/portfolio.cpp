#include <contend/schedule/portfolio.hpp>

namespace contend::schedule {

namespace {

constexpr Portfolio::Member round[] = {
    Portfolio::surw, Portfolio::pos,      Portfolio::random, Portfolio::surw, Portfolio::pos,
    Portfolio::pct,  Portfolio::feedback, Portfolio::random, Portfolio::surw, Portfolio::pos,
};
constexpr std::uint32_t round_length = sizeof round / sizeof *round;

// How often each would be asked if all paid alike: as in the round.
constexpr std::uint32_t weights[Portfolio::members] = {2, 1, 3, 3, 2};

// What it finds next to the default order it finds at once. If it finds nothing there, others find sooner
// what is easy to find; after that, it has to come to its end.
bool is_turn_of_everything(std::uint64_t execution) {
    return execution % (execution >= 8 && execution < 64 ? 4 : 2) == 0;
}

bool has_to_watch(Portfolio::Member member) {
    return member == Portfolio::surw || member == Portfolio::feedback;
}

}  // namespace

Strategy& Portfolio::next(std::uint64_t seed) {
    settle();
    if (is_turn_of_everything(executions_++) && seeks_everything()) {
        ++everything_tried_;
        watching_ = false;
        return everything_;
    }
    last_ = turn_ % 2 == 0 ? round[turn_ / 2 % round_length] : draw(seed);
    ++turn_;
    watching_ = has_to_watch(last_) || standings_[last_].executions % 4 == 0;
    ++standings_[last_].executions;
    return watching_ ? watched_.watch(strategy(last_)) : strategy(last_);
}

bool Portfolio::seeks_everything() const {
    return everything_tried_ < everything_max_ && !everything_.exhausted() &&
           everything_.given_up() == nullptr;
}

// Each time it sees a race, ThreadSanitizer may have forgotten one of the accesses with a probability of a
// half, at worst.
bool Portfolio::has_seen_everything() const {
    constexpr std::uint64_t executions_min = 100;
    return everything_.exhausted() && !everything_.takes_spinning_for_waiting() &&
           executions_ >= executions_min;
}

Strategy& Portfolio::always(Member member) {
    return has_to_watch(member) ? watched_.watch(strategy(member)) : strategy(member);
}

Strategy& Portfolio::strategy(Member member) {
    switch (member) {
        case random: return random_;
        case pct: return pct_;
        case surw: return surw_;
        case pos: return pos_;
        case feedback: return feedback_;
    }
    __builtin_unreachable();
}

void Portfolio::settle() {
    if (!watching_) return;
    Standing& standing = standings_[last_];
    const std::uint32_t seen = communication_.rarest().seen;
    const bool pays = seen == 1 || (seen != 0 && seen <= communication_.executions() / 16);
    ++standing.watched;
    standing.paid += pays ? 1 : 0;
    constexpr std::uint32_t lately = 64;
    if (standing.watched == lately) {
        standing.watched /= 2;
        standing.paid /= 2;
    }
}

Portfolio::Member Portfolio::draw(std::uint64_t seed) const {
    std::uint32_t shares[members];
    std::uint32_t total = 0;
    for (unsigned i = 0; i < members; ++i) {
        // As if one of two earlier executions had paid: none is given up before it was tried.
        shares[i] = weights[i] * 1024 * (standings_[i].paid + 1) / (standings_[i].watched + 2);
        total += shares[i];
    }
    std::uint32_t drawn = base::Random(base::mix(~seed)).below(total);
    unsigned member = 0;
    for (; drawn >= shares[member]; ++member) drawn -= shares[member];
    return static_cast<Member>(member);
}

}  // namespace contend::schedule
