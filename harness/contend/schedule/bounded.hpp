#pragma once

#include <contend/schedule/strategy.hpp>

namespace contend::schedule {

/// Where a preemption may be.
enum class Preemptible : std::uint8_t {
    anywhere,
    between_operations,  ///< only at the events of that kind
};

/// Every schedule with at most so many preemptions, each once: Musuvathi and Qadeer, Iterative Context
/// Bounding for Systematic Testing of Multithreaded Programs, PLDI 2007, section 3. What is left when
/// all of them are executed needs more preemptions.
///
/// A thread that yields lets another one run if there is one; who goes on where nobody is preempted is
/// tried in every way. Deterministic code only; what has more than decisions_max decisions, or does not
/// repeat, is given up. The seed makes no difference.
class Bounded final : public Strategy {
public:
    static constexpr unsigned decisions_max = 4096;

    /// What to explore from now on.
    void explore(unsigned preemptions, Preemptible where);

    const char* name() const override { return "bounded"; }
    void begin(std::uint64_t seed) override;
    Decision pick(const Choice& choice) override;
    void end(std::uint64_t steps) override;
    bool sees_outer_edges() const override { return true; }

    /// Every schedule within the bound has been executed.
    bool exhausted() const { return exhausted_; }

    /// Why it can not go on; null as long as it can.
    const char* given_up() const { return given_up_; }

private:
    /// A decision with several answers, and the one that the running execution gives.
    struct Node {
        std::uint16_t answer;
        std::uint16_t answers;
    };

    base::ThreadSet answers_to(const Choice& choice) const;
    unsigned next_answer(unsigned answers);

    unsigned preemptions_max_ = 0;
    Preemptible where_ = Preemptible::anywhere;
    unsigned preemptions_ = 0;  // of the running execution
    unsigned depth_ = 0;        // nodes that it has passed
    unsigned size_ = 0;
    bool exhausted_ = false;
    const char* given_up_ = nullptr;
    Node nodes_[decisions_max];
};

}  // namespace contend::schedule
