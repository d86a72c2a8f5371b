#pragma once

#include <contend/schedule/dependence.hpp>
#include <contend/schedule/strategy.hpp>

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

/// Small programs over shared variables and locks, run as the engine runs them, or in every possible
/// way.
namespace contend::test {

enum class Action {
    read,
    write,
    lock,
    unlock,
    lock_shared,
    unlock_shared,
    try_lock,
    read_and_skip
};

/// `unlock` gives back what was locked; after an attempt that failed, it does nothing. `read_and_skip` leaves
/// out the next instruction if nobody has written.
struct Instruction {
    Action action;
    int object;
};

struct SmallProgram {
    std::vector<std::vector<Instruction>> threads;
};

/// Where an execution stands.
class Machine {
public:
    static constexpr int objects = 4;

    /// With another `place`, its objects lie elsewhere in memory.
    explicit Machine(const SmallProgram& program, std::size_t place = 0)
        : program_(&program),
          place_(objects * (place % places_max)),
          next_(program.threads.size()),
          held_(program.threads.size()),
          read_(program.threads.size()) {
        for (unsigned t = 0; t < next_.size(); ++t) skip(t);
    }

    bool ended(unsigned thread) const { return next_[thread] == program_->threads[thread].size(); }

    schedule::Event pending(unsigned thread) const {
        if (ended(thread)) return {.kind = schedule::EventKind::thread_end};
        const Instruction instruction = program_->threads[thread][next_[thread]];
        return {.address = &memory[place_ + static_cast<std::size_t>(instruction.object)],
                .size = 1,
                .kind = kind_of(instruction.action)};
    }

    /// Whether the thread's next instruction can be executed now.
    bool can_go(unsigned thread) const {
        if (ended(thread)) return false;
        const Instruction instruction = program_->threads[thread][next_[thread]];
        const Lock& lock = locks_[static_cast<std::size_t>(instruction.object)];
        if (instruction.action == Action::lock) return !lock.taken && lock.shared == 0;
        if (instruction.action == Action::lock_shared) return !lock.taken;
        return true;
    }

    void go(unsigned thread) {
        const Instruction instruction = program_->threads[thread][next_[thread]];
        const auto object = static_cast<std::size_t>(instruction.object);
        Lock& lock = locks_[object];
        int seen = -1;
        switch (instruction.action) {
            case Action::read:
                seen = values_[object];
                read_[thread] += static_cast<char>('0' + values_[object]);
                break;
            case Action::read_and_skip:
                seen = values_[object];
                read_[thread] += static_cast<char>('0' + values_[object]);
                break;
            case Action::write: values_[object] = static_cast<int>(thread) + 1; break;
            case Action::lock: lock.taken = held_[thread][object] = true; break;
            case Action::lock_shared:
                ++lock.shared;
                held_[thread][object] = true;
                break;
            case Action::try_lock:
                seen = !lock.taken && lock.shared == 0 ? 1 : 0;
                read_[thread] += static_cast<char>('0' + seen);
                if (seen == 1) lock.taken = held_[thread][object] = true;
                break;
            case Action::unlock: lock.taken = held_[thread][object] = false; break;
            case Action::unlock_shared:
                --lock.shared;
                held_[thread][object] = false;
                break;
        }
        steps_.push_back({thread, pending(thread)});
        ++next_[thread];
        if (instruction.action == Action::read_and_skip && seen == 0 && !ended(thread))
            ++next_[thread];
        skip(thread);
    }

    /// What can be seen in the end.
    std::string result() const {
        std::string text;
        for (const std::string& read : read_) text += read + ";";
        for (const int value : values_) text += static_cast<char>('0' + value);
        for (unsigned t = 0; t < next_.size(); ++t) text += ended(t) ? 'e' : 'w';
        return text;
    }

    /// The same for all executions that differ only in the order of independent steps: of those
    /// steps that could come next, the lowest thread's comes first.
    std::string trace() const {
        std::string text;
        std::vector<bool> taken(steps_.size());
        for (std::size_t count = 0; count < steps_.size(); ++count) {
            std::size_t best = steps_.size();
            for (std::size_t i = 0; i < steps_.size(); ++i) {
                if (taken[i] || (best != steps_.size() && steps_[best].thread <= steps_[i].thread))
                    continue;
                bool minimal = true;
                for (std::size_t j = 0; j < i && minimal; ++j)
                    minimal = taken[j] || (steps_[j].thread != steps_[i].thread &&
                                           !schedule::dependent(steps_[j].event, steps_[i].event));
                if (minimal) best = i;
            }
            taken[best] = true;
            text += static_cast<char>('0' + steps_[best].thread);
        }
        return text + ":" + result();
    }

    /// Calls `see` with the thread and the event of each step, in order.
    template <class See> void for_each_step(const See& see) const {
        for (const Step& step : steps_) see(static_cast<base::ThreadId>(step.thread), step.event);
    }

private:
    struct Lock {
        bool taken = false;
        int shared = 0;
    };
    struct Step {
        unsigned thread;
        schedule::Event event;
    };

    static schedule::EventKind kind_of(Action action) {
        switch (action) {
            case Action::read:
            case Action::read_and_skip: return schedule::EventKind::atomic_load;
            case Action::write: return schedule::EventKind::atomic_update;
            case Action::lock: return schedule::EventKind::lock;
            case Action::lock_shared: return schedule::EventKind::lock_shared;
            case Action::try_lock: return schedule::EventKind::try_lock;
            case Action::unlock: return schedule::EventKind::unlock;
            case Action::unlock_shared: break;
        }
        return schedule::EventKind::unlock_shared;
    }

    // Unlocks of what the thread has not got are not executed.
    void skip(unsigned thread) {
        while (!ended(thread)) {
            const Instruction instruction = program_->threads[thread][next_[thread]];
            const bool unlocks =
                instruction.action == Action::unlock || instruction.action == Action::unlock_shared;
            if (!unlocks || held_[thread][static_cast<std::size_t>(instruction.object)]) return;
            ++next_[thread];
        }
    }

    static constexpr std::size_t places_max = 8;
    static inline std::array<char, objects * places_max> memory = {};

    const SmallProgram* program_;
    std::size_t place_;
    std::vector<std::size_t> next_;
    std::vector<std::array<bool, objects>> held_;
    std::vector<std::string> read_;
    std::array<int, objects> values_ = {};
    std::array<Lock, objects> locks_ = {};
    std::vector<Step> steps_;
};

/// One execution decided by the strategy, asked as the engine asks: a thread that finds a lock taken
/// waits for it, and asks again. Where its objects lie depends on the seed.
inline Machine run(const SmallProgram& program, schedule::Strategy& strategy,
                   std::uint64_t seed = 1) {
    Machine machine(program, seed);
    const unsigned threads = static_cast<unsigned>(program.threads.size());
    std::set<unsigned> waiting;
    std::vector<schedule::Event> pending(threads);
    unsigned current = 0;
    bool blocked = false;
    strategy.begin(seed);
    for (;;) {
        base::ThreadSet candidates;
        const base::ThreadSet timed;
        for (unsigned t = 0; t < threads; ++t) {
            pending[t] = machine.pending(t);
            if (machine.can_go(t)) waiting.erase(t);
            if (!machine.ended(t) && waiting.count(t) == 0)
                candidates.insert(static_cast<base::ThreadId>(t));
        }
        if (candidates.empty()) break;
        const bool goes_on = !blocked && !machine.ended(current);
        const auto id = static_cast<base::ThreadId>(current);
        current = strategy
                      .pick({.question =
                                 goes_on ? schedule::Question::go_on : schedule::Question::blocked,
                             .current = id,
                             .fallback = goes_on ? id : candidates.cyclic_after(id),
                             .candidates = &candidates,
                             .timed = &timed,
                             .pending = pending.data(),
                             .step = 1,
                             .thread_step = 1,
                             .awaited = blocked ? pending[current].address : nullptr})
                      .thread;
        blocked = !machine.can_go(current);
        if (blocked)
            waiting.insert(current);
        else
            machine.go(current);
    }
    strategy.end(1);
    return machine;
}

/// Calls `see` with the end of every possible execution.
template <class See> void run_all(const Machine& machine, unsigned threads, const See& see) {
    bool any = false;
    for (unsigned t = 0; t < threads; ++t) {
        if (!machine.can_go(t)) continue;
        any = true;
        Machine next = machine;
        next.go(t);
        run_all(next, threads, see);
    }
    if (!any) see(machine);
}

}  // namespace contend::test
