#pragma once

#include <contend/schedule/strategy.hpp>

namespace contend::schedule {

/// Every interleaving once, up to the order of independent events: dynamic partial-order reduction
/// with source sets and sleep sets (Abdulla, Aronis, Jonsson, Sagonas: Optimal Dynamic Partial Order
/// Reduction, POPL 2014, section 5, without wake-up trees: an execution may turn out to be redundant
/// near its end).
///
/// Each execution follows the last one up to a decision where another thread must go first. What
/// must be tried is found by looking, for every event, for the earlier ones that it races with: those
/// that are dependent, not ordered by anything in between, and could have come later. A thread that
/// is chosen and then finds that it has to wait has done nothing, and is disabled there.
///
/// Threads that spin are let go on only when nobody else can: a loop that reads the same again and
/// again is the same as one that waits. The choice of whom a signal wakes is tried in every way.
///
/// Deterministic code only, and small: what goes beyond threads_max or steps_max, or does not repeat,
/// is given up. Objects may lie elsewhere in each execution. The seed makes no difference.
class Exhaustive final : public Strategy {
public:
    static constexpr unsigned threads_max = 16;
    static constexpr unsigned steps_max = 1024;

    const char* name() const override { return "exhaustive"; }
    void begin(std::uint64_t seed) override;
    Decision pick(const Choice& choice) override;
    void end(std::uint64_t steps) override;
    bool sees_everything() const override { return true; }
    bool sees_outer_edges() const override { return true; }

    /// Nothing is left to explore: every interleaving has been executed.
    bool exhausted() const { return exhausted_; }

    /// Why it can not go on; null as long as it can.
    const char* given_up() const { return given_up_; }

    /// Somewhere a thread spun while others could go on, and was taken to wait: what it would have done
    /// there has not been explored.
    bool takes_spinning_for_waiting() const { return took_spinning_for_waiting_; }

    /// Complete executions that were no repetition: the Mazurkiewicz traces seen.
    std::uint64_t interleavings() const { return interleavings_; }

private:
    using Threads = std::uint32_t;  // a bit each
    /// For each thread, how many of its steps come before. Copied as a whole: a loop that copies would
    /// become a call that ThreadSanitizer intercepts, and takes for the code under test's.
    struct Clock {
        std::uint16_t steps[threads_max];

        CONTEND_INLINE std::uint16_t& operator[](unsigned thread) { return steps[thread]; }
        CONTEND_INLINE std::uint16_t operator[](unsigned thread) const { return steps[thread]; }
        CONTEND_INLINE void join(const Clock& other) {
            for (unsigned i = 0; i < threads_max; ++i)
                if (other.steps[i] > steps[i]) steps[i] = other.steps[i];
        }
    };

    /// A decision, and the step that it led to.
    struct Node {
        Event event;
        Clock clock;  // of the step, itself included
        Threads enabled;
        Threads backtrack;    // who must go first here in some execution
        Threads done;         // who has
        Threads sleep;        // whose going first here would repeat an execution
        std::uint16_t index;  // of the step among its thread's, from 1
        std::uint8_t thread;
        bool wakes;  // no step: whom a signal wakes
        // Who has been chosen here before, and found that it has to wait. Chosen again in each
        // execution, so that locks have the same waiters.
        std::uint8_t tries;
        std::uint8_t tried[threads_max];
    };

    Decision pick_step(const Choice& choice);
    Decision pick_woken(const Choice& choice);
    Decision give_up(const char* why, const Choice& choice);
    bool goes_on_as_if_never_chosen(const Choice& choice);
    bool had_to_wait(const Choice& choice) const;
    void take_back(base::ThreadId thread);
    bool spins(const Choice& choice);
    void meet_new_threads(const Choice& choice);
    Event event_of(base::ThreadId thread, const Choice& choice) const;
    void add_node(Threads enabled);
    base::ThreadId choose(Node& node, const Choice& choice);
    void step(Node& node, base::ThreadId thread, const Choice& choice);
    void join_ended(Clock& clock, const Event& event) const;
    void order(const Node& node);
    void race(unsigned earlier, const Node& later, const Clock& before);
    void backtrack();
    static bool ordered(const Node& earlier, const Clock& clock) {
        return clock[earlier.thread] >= earlier.index;
    }

    const char* given_up_ = nullptr;
    bool exhausted_ = false;
    bool took_spinning_for_waiting_ = false;
    std::uint64_t interleavings_ = 0;

    // The execution that is under way: how many nodes it has passed, how many it has in common with the
    // last one (with the one where it differs), how many have failed to go on at the node where it is.
    unsigned depth_ = 0;
    unsigned followed_ = 0;
    unsigned tries_ = 0;
    bool redundant_ = false;

    // The last decision, if it was a step: whose, its clock before, and whether it was one in the
    // middle of something.
    base::ThreadId stepper_ = base::no_thread;
    Clock before_;
    bool resumed_ = false;

    // Who has yielded last, and how often with nobody going in between.
    base::ThreadId yielding_ = base::no_thread;
    unsigned yields_ = 0;

    Threads known_ = 0;    // who has been met
    Threads sleep_ = 0;    // who sleeps at the next node
    Threads timed_ = 0;    // who waits, or has waited last, with a time-out
    Threads resumes_ = 0;  // who has blocked in the middle of something
    Clock clocks_[threads_max];
    const void* ends_[threads_max];  // what joins call a thread that has ended

    unsigned size_ = 0;
    Node nodes_[steps_max];
};

}  // namespace contend::schedule
