#pragma once

#include <contend/schedule/strategy.hpp>
#include <contend/schedule/wake_up_trees.hpp>

namespace contend::schedule {

/// Every interleaving once, up to the order of independent events: optimal dynamic partial-order
/// reduction (Abdulla, Aronis, Jonsson, Sagonas: Optimal Dynamic Partial Order Reduction, POPL 2014,
/// section 6), with sleep sets and wake-up trees.
///
/// Each execution follows the last one up to a decision where another thread must go first, and then the
/// steps that lead to what made it necessary. What must be tried is found by looking, for every event,
/// for the earlier ones that it races with: those that are dependent, not ordered by anything in between,
/// and could have come later. A race is reversed by what came after the earlier event but does not depend
/// on it, and then the later one.
///
/// Most programs without locks have no redundant execution. One may turn out to be a repetition near its end:
/// where a thread is chosen and then finds that it has to wait, for that shows only then (it has done
/// nothing, and is disabled there); where a signal has to choose whom it wakes; and where what a thread
/// would do two steps on, had something else been done before, is not known, because objects may lie
/// elsewhere in every execution.
///
/// Threads that spin are let go on only when nobody else can: a loop that reads the same again and
/// again is the same as one that waits. The choice of whom a signal wakes is tried in every way.
///
/// Deterministic code only, and small: what goes beyond threads_max or steps_max, or does not repeat,
/// is given up. Objects may lie elsewhere in each execution. The seed makes no difference.
class Exhaustive final : public Strategy {
public:
    static constexpr unsigned threads_max = 32;
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

    /// Executions it has begun.
    std::uint64_t executions() const { return executions_; }

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
        Threads sleep;             // whose going first here would repeat an execution
        Threads done;              // who has gone first here
        WakeUpTrees::Branch open;  // how to go on from here in other executions
        std::uint16_t index;       // of the step among its thread's, from 1
        std::uint8_t thread;
        EventKind announced;  // the event's, before it showed what came of it
        bool wakes;           // no step: whom a signal wakes; tried in every way
        bool revisited;       // has been left by another way before
        // Who has been chosen here before, and found that it has to wait. Chosen again in each
        // execution, so that locks have the same waiters.
        std::uint8_t tries;
        std::uint8_t tried[threads_max];
    };

    /// An earlier step, and a later one that could have come first. The later one may be an attempt to
    /// lock that has to wait, and so be no step.
    struct Race {
        Event event;   // the later one
        Clock before;  // what comes before it in any case
        std::uint16_t earlier;
        std::uint8_t thread;
    };

    /// The steps that reverse a race, by the nodes where they were taken; the last one is the race's
    /// later one.
    struct Reversal {
        static constexpr std::uint16_t gone = 0xffff;
        const Race* race;
        unsigned size;
        unsigned left;  // that are not gone
        bool doubtful;  // some execution may come to the same, but that can not be told
        std::uint16_t nodes[steps_max + 1];
    };

    Decision pick_step(const Choice& choice);
    Decision pick_woken(const Choice& choice);
    Decision give_up(const char* why, const Choice& choice);
    bool goes_on_as_if_never_chosen(const Choice& choice);
    bool had_to_wait(const Choice& choice) const;
    void note_attempt_in_vain();
    void take_back(base::ThreadId thread);
    bool spins(const Choice& choice);
    void meet_new_threads(const Choice& choice);
    Event event_of(base::ThreadId thread, const Choice& choice) const;
    void add_node(Threads enabled);
    base::ThreadId choose(Node& node, const Choice& choice);
    base::ThreadId choose_open(Node& node);
    void open_all(Node& node);
    void step(Node& node, base::ThreadId thread, const Choice& choice);
    void join_ended(Clock& clock, const Event& event) const;
    void backtrack();

    // exhaustive_races.cpp
    void order(const Node& node);
    void race(unsigned earlier, const Node& later, const Clock& before);
    void reverse_races();
    void reverse(const Race& race);
    bool collect(const Race& race);
    bool is_initial(unsigned position) const;
    unsigned position_of(base::ThreadId thread) const;
    const Event& event_at(unsigned position) const;
    base::ThreadId thread_at(unsigned position) const;
    const Node* step_after(unsigned node, base::ThreadId thread, unsigned skipped) const;
    bool independent_of_all(const Event& event) const;
    bool repeats(const Node& earlier, unsigned index);
    void insert(Node& earlier, unsigned index);
    bool begins_with(base::ThreadId thread, unsigned index, Clock& taken, Threads& others);
    void open_some(const Race& race);
    void open(Node& node, base::ThreadId thread);

    static bool ordered(const Node& earlier, const Clock& clock) {
        return clock[earlier.thread] >= earlier.index;
    }

    const char* given_up_ = nullptr;
    bool exhausted_ = false;
    bool took_spinning_for_waiting_ = false;
    std::uint64_t executions_ = 0;
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

    // Beyond that, a race is reversed as it is met, which may lead to redundant executions.
    static constexpr unsigned races_max = 1'024;
    unsigned race_count_ = 0;

    WakeUpTrees trees_;
    WakeUpTrees::Branch ahead_ = WakeUpTrees::none;  // what to follow from the next node on

    unsigned size_ = 0;
    Node nodes_[steps_max];
    Race races_[races_max];
    Reversal reversal_;
};

}  // namespace contend::schedule
