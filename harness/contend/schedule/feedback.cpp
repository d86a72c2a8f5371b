#include <contend/schedule/feedback.hpp>

namespace contend::schedule {

void Feedback::begin(std::uint64_t seed) {
    random_ = base::Random(base::mix(seed));
    free_ = random_.below(2) == 0 ? static_cast<Strategy*>(&walk_) : &sampling_;
    free_->begin(seed);
    asked_.begin();
    until_ = 0;
    if (corpus_.size() != 0 && random_.below(8) != 0) draw_mutation(draw_rare());
}

const Corpus::Kept& Feedback::draw_rare() {
    const Corpus::Kept* rarest = &corpus_[random_.below(corpus_.size())];
    for (int more = 0; more < 4; ++more) {
        const Corpus::Kept& other = corpus_[random_.below(corpus_.size())];
        if (seen_.seen(other.pair) < seen_.seen(rarest->pair)) rarest = &other;
    }
    return *rarest;
}

void Feedback::draw_mutation(const Corpus::Kept& kept) {
    followed_ = &kept;
    until_ = kept.reach;
    if (random_.below(2) == 0) until_ = random_.below(static_cast<std::uint32_t>(kept.reach) + 1);
    left_out_ = none;
    if (random_.below(4) == 0 && kept.size != 0)
        left_out_ = static_cast<std::uint16_t>(random_.below(kept.size));

    for (unsigned i = 0; i < kept.size; ++i)
        if (threads_ <= kept.deviations[i].from) threads_ = kept.deviations[i].from + 1u;
    for (unsigned thread = 0; thread < threads_; ++thread) first_[thread] = none;
    for (unsigned i = kept.size; i-- > 0;) {
        std::uint16_t& first = first_[kept.deviations[i].from];
        next_[i] = first;
        first = static_cast<std::uint16_t>(i);
    }
}

Decision Feedback::pick(const Choice& choice) {
    if (choice.step < until_) return {.thread = follow(choice)};
    return asked_.ask(*free_, choice);
}

base::ThreadId Feedback::follow(const Choice& choice) {
    if (choice.current >= threads_) return choice.fallback;
    std::uint16_t& next = first_[choice.current];
    while (next != none && followed_->deviations[next].step < choice.thread_step)
        next = next_[next];
    if (next == none || next == left_out_) return choice.fallback;
    const Switch& deviation = followed_->deviations[next];
    const bool here = deviation.step == choice.thread_step;
    return here && choice.candidates->contains(deviation.to) ? deviation.to : choice.fallback;
}

void Feedback::end(std::uint64_t) {}

}  // namespace contend::schedule
