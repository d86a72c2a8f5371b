#include <contend/schedule/portfolio.hpp>

namespace contend::schedule {

namespace {

bool has_to_watch(Portfolio::Member member) {
    return member == Portfolio::surw || member == Portfolio::feedback;
}

}  // namespace

Portfolio::Portfolio() = default;

Strategy& Portfolio::next(std::uint64_t seed) {
    settle();
    last_ = turn_ % 2 == 0 ? static_cast<Member>(turn_ / 2 % members) : draw(seed);
    ++turn_;
    watching_ = has_to_watch(last_) || standings_[last_].executions % 4 == 0;
    ++standings_[last_].executions;
    return watching_ ? watched_.watch(strategy(last_)) : strategy(last_);
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
        shares[i] = 1024 * (standings_[i].paid + 1) / (standings_[i].watched + 2);
        total += shares[i];
    }
    std::uint32_t drawn = base::Random(base::mix(~seed)).below(total);
    unsigned member = 0;
    for (; drawn >= shares[member]; ++member) drawn -= shares[member];
    return static_cast<Member>(member);
}

}  // namespace contend::schedule
