#pragma once

#include <contend/schedule/strategy.hpp>

#include <functional>
#include <vector>

/// Programs whose threads create threads, take locks, and go where the values they read send them;
/// run as the engine runs them.
namespace contend::test {

/// One step of a thread, from a place of its own in the code unless that is named.
struct Line {
    schedule::EventKind kind;
    int object = 0;  ///< acted on; or for `create`, which script the new thread follows
    std::function<bool()> act = {};  ///< what it does; false: go on at `otherwise`
    const void* place = nullptr;
    int otherwise = -1;  ///< a line of the same script; -1: the thread ends
};

/// What threads do. Thread 0 follows script 0. Locks are the program's to take and leave.
struct Scripts {
    std::vector<std::vector<Line>> scripts;
    std::function<void()> reset = [] {};  ///< before each execution

    /// Executes it once; returns whose step each was.
    std::vector<unsigned> run(schedule::Strategy& strategy, std::uint64_t seed) const;
};

namespace scripted {

constexpr int objects = 64;
inline char memory[2][objects];  // executions take turns

struct Thread {
    const std::vector<Line>* script;
    std::size_t next = 0;
    bool started = false;
    bool ended = false;
    bool waiting = false;
    std::uint32_t decisions = 0;
};

class Execution {
public:
    Execution(const Scripts& program, schedule::Strategy& strategy, std::uint64_t seed)
        : program_(program), strategy_(strategy), memory_(memory[seed % 2]) {
        program.reset();
        add(0);
        threads_[0].started = true;
        strategy.begin(seed);
    }

    std::vector<unsigned> run() {
        unsigned current = 0;
        for (;;) {
            const bool goes_on = !threads_[current].ended && !threads_[current].waiting;
            const base::ThreadSet candidates = able();
            if (candidates.empty()) break;
            current = decide(current, goes_on, candidates);
            advance(current);
        }
        strategy_.end(step_);
        return order_;
    }

private:
    void add(int script) {
        threads_.push_back({&program_.scripts[static_cast<std::size_t>(script)]});
        events_.push_back(pending(threads_.back()));
        if (ask_on_wake_) hold_ = 0;
    }

    void wake(Thread& thread) {
        if (thread.waiting && ask_on_wake_) hold_ = 0;
        thread.waiting = false;
    }

    schedule::Event pending(const Thread& thread) const {
        if (!thread.started) return {.kind = schedule::EventKind::thread_start};
        if (thread.ended) return {.kind = schedule::EventKind::thread_end};
        const Line& line = (*thread.script)[thread.next];
        const bool creates = line.kind == schedule::EventKind::create;
        return {.address = creates ? nullptr : memory_ + line.object,
                .return_address = line.place != nullptr ? line.place : &line,
                .size = 1,
                .kind = line.kind};
    }

    base::ThreadSet able() const {
        base::ThreadSet set;
        for (std::size_t i = 0; i < threads_.size(); ++i)
            if (!threads_[i].ended && !threads_[i].waiting)
                set.insert(static_cast<base::ThreadId>(i));
        return set;
    }

    unsigned decide(unsigned current, bool goes_on, const base::ThreadSet& candidates) {
        ++step_;
        ++threads_[current].decisions;
        const bool yields = pending(threads_[current]).kind == schedule::EventKind::yield;
        if (goes_on && !yields && hold_ != 0) {
            --hold_;
            return current;
        }
        if (candidates.size() == 1 && !strategy_.sees_everything()) {
            ask_on_wake_ = true;
            return candidates.first();
        }
        events_[current] = pending(threads_[current]);
        const base::ThreadSet timed;
        const auto id = static_cast<base::ThreadId>(current);
        const schedule::Decision decision = strategy_.pick(
            {.question = goes_on && yields ? schedule::Question::yield
                         : goes_on         ? schedule::Question::go_on
                                           : schedule::Question::blocked,
             .current = id,
             .fallback = goes_on && !yields ? id : candidates.cyclic_after(id),
             .candidates = &candidates,
             .timed = &timed,
             .pending = events_.data(),
             .step = step_,
             .thread_step = threads_[current].decisions,
             .awaited = threads_[current].waiting ? events_[current].address : nullptr});
        hold_ = decision.hold;
        ask_on_wake_ = decision.ask_on_wake;
        return decision.thread;
    }

    // Up to the thread's next event, or to where it has to wait.
    void advance(unsigned id) {
        Thread& thread = threads_[id];
        if (!thread.started) {
            thread.started = true;
            thread.ended = thread.script->empty();
            return;
        }
        const Line& line = (*thread.script)[thread.next];
        bool& taken = taken_[line.object];
        if (line.kind == schedule::EventKind::lock && taken) {
            thread.waiting = true;
            return;
        }
        if (line.kind == schedule::EventKind::lock) taken = true;
        if (line.kind == schedule::EventKind::unlock) {
            taken = false;
            for (Thread& other : threads_) wake(other);
        }
        order_.push_back(id);
        const bool goes_on = line.act == nullptr || line.act();
        if (line.kind == schedule::EventKind::create) add(line.object);
        Thread& stepped = threads_[id];  // adding may have moved it
        stepped.next = goes_on ? stepped.next + 1 : static_cast<std::size_t>(line.otherwise);
        stepped.ended = stepped.next >= stepped.script->size();
    }

    const Scripts& program_;
    schedule::Strategy& strategy_;
    char* memory_;
    std::vector<Thread> threads_;
    std::vector<schedule::Event> events_;
    std::vector<unsigned> order_;
    bool taken_[objects] = {};
    std::uint64_t step_ = 0;
    std::uint32_t hold_ = 0;
    bool ask_on_wake_ = false;
};

}  // namespace scripted

inline std::vector<unsigned> Scripts::run(schedule::Strategy& strategy, std::uint64_t seed) const {
    return scripted::Execution(*this, strategy, seed).run();
}

}  // namespace contend::test
