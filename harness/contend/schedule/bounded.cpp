#include <contend/schedule/bounded.hpp>

namespace contend::schedule {
namespace {

constexpr const char* differs = "what it does differs from one execution to the next";

}  // namespace

void Bounded::explore(unsigned preemptions, Preemptible where) {
    preemptions_max_ = preemptions;
    where_ = where;
    size_ = 0;
    exhausted_ = false;
    given_up_ = nullptr;
}

void Bounded::begin(std::uint64_t) { preemptions_ = depth_ = 0; }

base::ThreadSet Bounded::answers_to(const Choice& choice) const {
    base::ThreadSet answers = *choice.candidates;
    if (choice.question == Question::yield && answers.size() > 1) answers.erase(choice.current);
    if (choice.question != Question::go_on || !answers.contains(choice.current)) return answers;
    const bool between = choice.pending[choice.current].kind == EventKind::operation;
    const bool may_preempt =
        preemptions_ < preemptions_max_ && (between || where_ == Preemptible::anywhere);
    if (may_preempt) return answers;
    answers.clear();
    answers.insert(choice.current);
    return answers;
}

unsigned Bounded::next_answer(unsigned answers) {
    if (answers == 1 || given_up_ != nullptr) return 0;
    if (depth_ == size_) {
        if (size_ == decisions_max) {
            given_up_ = "an execution has too many decisions";
            return 0;
        }
        nodes_[size_++] = {0, static_cast<std::uint16_t>(answers)};
    }
    const Node& node = nodes_[depth_++];
    if (node.answers != answers) given_up_ = differs;
    return node.answer < answers ? node.answer : 0;
}

Decision Bounded::pick(const Choice& choice) {
    const base::ThreadSet answers = answers_to(choice);
    // The default first, so that the first execution is the default one.
    const unsigned answer = next_answer(answers.size());
    base::ThreadId thread = choice.fallback;
    if (!answers.contains(thread))
        thread = answers.nth(answer);
    else if (answer != 0) {
        base::ThreadSet others = answers;
        others.erase(thread);
        thread = others.nth(answer - 1);
    }
    if (choice.question == Question::go_on && thread != choice.current) ++preemptions_;
    return {.thread = thread};
}

void Bounded::end(std::uint64_t) {
    if (depth_ < size_) given_up_ = differs;  // it ended before it came to what it was to try
    while (size_ != 0 && nodes_[size_ - 1].answer + 1 == nodes_[size_ - 1].answers) --size_;
    if (size_ == 0)
        exhausted_ = given_up_ == nullptr;
    else
        ++nodes_[size_ - 1].answer;
}

}  // namespace contend::schedule
