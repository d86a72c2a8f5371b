#pragma once

#include <contend/schedule/schedule.hpp>
#include <contend/schedule/strategy.hpp>

#include <algorithm>
#include <vector>

/// A tiny program that asks a strategy as the engine does: threads that take a number of steps
/// each.
namespace contend::test {

/// What happened in one execution.
struct Execution {
    std::vector<int> order;                    ///< the thread of each step
    std::vector<schedule::Switch> deviations;  ///< from the default order
    std::vector<std::uint32_t> holds;          ///< of each decision
    bool valid = true;                         ///< only candidates were chosen
};

class Program {
public:
    explicit Program(std::vector<unsigned> lengths) : lengths_(std::move(lengths)) {}

    /// Thread 0 stands at its first step when the execution starts.
    Execution run(schedule::Strategy& strategy, std::uint64_t seed) {
        left_ = lengths_;
        taken_.assign(lengths_.size(), 0);
        current_ = 0;
        step_ = hold_ = 0;
        execution_ = {};
        strategy.begin(seed);
        while (!runnable().empty()) arrive(strategy);
        strategy.end(step_);
        return execution_;
    }

private:
    base::ThreadSet runnable() const {
        base::ThreadSet set;
        for (base::ThreadId id = 0; id < left_.size(); ++id) {
            if (left_[id] != 0) set.insert(id);
        }
        return set;
    }

    /// The current thread reaches its next scheduling point, or its end.
    void arrive(schedule::Strategy& strategy) {
        ++step_;
        ++taken_[current_];
        const bool goes_on = left_[current_] != 0;
        if (goes_on && hold_ != 0) {
            --hold_;
        } else {
            decide(strategy, goes_on);
        }
        execution_.order.push_back(current_);
        --left_[current_];
    }

    void decide(schedule::Strategy& strategy, bool goes_on) {
        const base::ThreadSet candidates = runnable();
        const base::ThreadSet timed;
        const std::vector<schedule::Event> pending(lengths_.size());
        const base::ThreadId fallback = goes_on ? current_ : candidates.cyclic_after(current_);
        const schedule::Decision decision = strategy.pick(
            {.question = goes_on ? schedule::Question::go_on : schedule::Question::blocked,
             .current = current_,
             .fallback = fallback,
             .candidates = &candidates,
             .timed = &timed,
             .pending = pending.data(),
             .step = step_,
             .thread_step = taken_[current_]});
        execution_.valid = execution_.valid && candidates.contains(decision.thread);
        execution_.holds.push_back(decision.hold);
        if (decision.thread != fallback) {
            execution_.deviations.push_back({current_, decision.thread, taken_[current_]});
        }
        current_ = decision.thread;
        hold_ = decision.hold;
    }

    std::vector<unsigned> lengths_;
    std::vector<unsigned> left_;
    std::vector<std::uint32_t> taken_;
    base::ThreadId current_ = 0;
    std::uint64_t step_ = 0;
    std::uint32_t hold_ = 0;
    Execution execution_;
};

/// A choice among the threads, with nobody timed unless said so.
struct Question {
    schedule::Question kind = schedule::Question::go_on;
    base::ThreadId current = 0;
    std::vector<base::ThreadId> candidates = {};
    std::vector<base::ThreadId> timed = {};
    schedule::EventKind pending = schedule::EventKind::none;  ///< of the current thread
    std::uint64_t step = 1;
    std::uint32_t thread_step = 1;
    base::ThreadId fallback = 0;
};

inline schedule::Decision ask(schedule::Strategy& strategy, const Question& question) {
    base::ThreadSet candidates;
    base::ThreadSet timed;
    for (const base::ThreadId id : question.candidates) candidates.insert(id);
    for (const base::ThreadId id : question.timed) timed.insert(id);
    std::vector<schedule::Event> pending(base::threads_max);
    pending[question.current].kind = question.pending;
    return strategy.pick({question.kind, question.current, question.fallback, &candidates, &timed,
                          pending.data(), question.step, question.thread_step});
}

}  // namespace contend::test
