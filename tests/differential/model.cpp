#include "model.hpp"

#include <array>
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace contend::differential {
namespace {

constexpr std::int8_t nobody = -1;

/// Bytes only, so that a state is its own key.
struct ObjectState {
    std::int8_t owner = nobody;
    std::int8_t depth = 0;     ///< of a mutex
    std::int8_t number = 0;    ///< a semaphore's value, a monitor's counter
    std::uint8_t waiting = 0;  ///< bits: threads at a condition variable or barrier
    std::uint8_t woken = 0;    ///< bits: threads that a condition variable lets go
    std::array<std::int8_t, Program::threads_max> readers = {};
};

/// Where a thread is within an operation of a monitor.
enum Phase : std::int8_t {
    outside,
    inside,
    at_condition,
    returning,
    giving_up,
    returned,
    gave_up,
    left
};

struct ThreadState {
    std::int8_t next = 0;  ///< operation, and then object to let go
    std::int8_t phase = outside;
};

struct State {
    Outcome outcome = 0;
    std::array<ObjectState, Program::objects_max> objects = {};
    std::array<ThreadState, Program::threads_max> threads = {};
    // No padding may be left, it would be part of the key.
    std::array<std::int8_t, 2> unused = {};
};
static_assert(sizeof(State) == 8 + 2 * 8 + 3 * 2 + 2);

class Enumeration {
public:
    Enumeration(const Program& program, Rules rules) : program_(program), rules_(rules) {}

    std::set<Outcome> run() {
        State first;
        for (std::size_t i = 0; i < program_.objects.size(); ++i)
            if (program_.objects[i].kind == Kind::semaphore)
                first.objects[i].number = static_cast<std::int8_t>(program_.objects[i].number);
        reach(first);
        while (!open_.empty()) {
            const State state = open_.back();
            open_.pop_back();
            visit(state);
        }
        return std::move(outcomes_);
    }

private:
    void reach(const State& state) {
        if (seen_.emplace(reinterpret_cast<const char*>(&state), sizeof state).second)
            open_.push_back(state);
    }

    void visit(const State& state) {
        successors_ = 0;
        bool all_ended = true;
        for (unsigned t = 0; t < program_.threads.size(); ++t) {
            const auto next = static_cast<std::size_t>(state.threads[t].next);
            const std::size_t operations = program_.threads[t].size();
            if (next < operations)
                step(state, t, program_.threads[t][next]);
            else if (next < operations + program_.objects.size())
                let_go(state, t, static_cast<unsigned>(next - operations));
            all_ended &= next == operations + program_.objects.size();
        }
        if (all_ended)
            outcomes_.insert(state.outcome);
        else if (successors_ == 0)
            outcomes_.insert(deadlocked);
    }

    void go_on(const State& state) {
        ++successors_;
        reach(state);
    }

    static void complete(State& state, unsigned thread, Code code) {
        ThreadState& self = state.threads[thread];
        state.outcome |= placed(thread, static_cast<unsigned>(self.next), code);
        ++self.next;
        self.phase = outside;
    }

    void finish(State state, unsigned thread, Code code) {
        complete(state, thread, code);
        go_on(state);
    }

    // At its end a thread unlocks what it has, one object after the other.
    void let_go(State state, unsigned thread, unsigned object) {
        ObjectState& of = state.objects[object];
        of.readers[thread] = 0;
        if (of.owner == static_cast<std::int8_t>(thread)) {
            of.owner = nobody;
            of.depth = 0;
        }
        ++state.threads[thread].next;
        go_on(state);
    }

    void step(const State& state, unsigned thread, const Operation& operation) {
        switch (program_.objects[operation.object].kind) {
            case Kind::normal_mutex:
            case Kind::recursive_mutex:
            case Kind::checking_mutex: return step_mutex(state, thread, operation);
            case Kind::reader_writer_lock: return step_lock(state, thread, operation);
            case Kind::semaphore: return step_semaphore(state, thread, operation);
            case Kind::monitor: return step_monitor(state, thread, operation);
            case Kind::barrier: return step_barrier(state, thread, operation);
        }
    }

    void step_mutex(State state, unsigned thread, const Operation& operation) {
        ObjectState& mutex = state.objects[operation.object];
        const Kind kind = program_.objects[operation.object].kind;
        const bool mine = mutex.owner == static_cast<std::int8_t>(thread);
        if (operation.action == Action::unlock) {
            if (!mine)
                return finish(state, thread,
                              kind == Kind::normal_mutex ? Code::skipped : Code::not_permitted);
            if (--mutex.depth == 0) mutex.owner = nobody;
            return finish(state, thread, Code::ok);
        }
        if (mutex.owner == nobody || (mine && kind == Kind::recursive_mutex)) {
            mutex.owner = static_cast<std::int8_t>(thread);
            ++mutex.depth;
            return finish(state, thread, Code::ok);
        }
        if (operation.action == Action::try_lock) return finish(state, thread, Code::busy);
        if (mine && kind == Kind::checking_mutex) return finish(state, thread, Code::deadlock);
        if (operation.action == Action::timed_lock) finish(state, thread, Code::timed_out);
    }

    void step_lock(State state, unsigned thread, const Operation& operation) {
        ObjectState& lock = state.objects[operation.object];
        const bool mine = lock.owner == static_cast<std::int8_t>(thread);
        int readers = 0;
        for (const std::int8_t count : lock.readers) readers += count;
        const bool may_read = lock.owner == nobody;
        const bool may_write = may_read && readers == 0;
        const auto read = [&] {
            ++lock.readers[thread];
            finish(state, thread, Code::ok);
        };
        const auto write = [&] {
            lock.owner = static_cast<std::int8_t>(thread);
            finish(state, thread, Code::ok);
        };
        switch (operation.action) {
            case Action::leave:
                if (!mine && lock.readers[thread] == 0) return finish(state, thread, Code::skipped);
                if (mine)
                    lock.owner = nobody;
                else
                    --lock.readers[thread];
                return finish(state, thread, Code::ok);
            case Action::try_read_lock:
                return may_read ? read() : finish(state, thread, Code::busy);
            case Action::try_write_lock:
                return may_write ? write() : finish(state, thread, Code::busy);
            case Action::read_lock:
            case Action::timed_read_lock:
                if (may_read) return read();
                break;
            default:
                if (may_write) return write();
                break;
        }
        if (mine) return finish(state, thread, Code::deadlock);
        if (operation.action == Action::timed_read_lock ||
            operation.action == Action::timed_write_lock)
            finish(state, thread, Code::timed_out);
    }

    void step_semaphore(State state, unsigned thread, const Operation& operation) {
        std::int8_t& number = state.objects[operation.object].number;
        if (operation.action == Action::post) {
            ++number;
            return finish(state, thread, Code::ok);
        }
        if (operation.action == Action::value) return finish(state, thread, code_of_value(number));
        if (number > 0) {
            --number;
            return finish(state, thread, Code::ok);
        }
        if (operation.action == Action::try_wait) return finish(state, thread, Code::again);
        if (operation.action == Action::timed_wait) finish(state, thread, Code::timed_out);
    }

    void step_barrier(State state, unsigned thread, const Operation& operation) {
        ObjectState& barrier = state.objects[operation.object];
        const auto bit = static_cast<std::uint8_t>(1u << thread);
        if ((barrier.waiting & bit) != 0) return;
        barrier.waiting |= bit;
        std::vector<unsigned> round;
        for (unsigned t = 0; t < program_.threads.size(); ++t)
            if ((barrier.waiting >> t & 1) != 0) round.push_back(t);
        if (round.size() < program_.objects[operation.object].number) return go_on(state);
        barrier.waiting = 0;
        for (const unsigned serial : round) {
            if (rules_ == Rules::strict && serial != thread) continue;
            State after = state;
            for (const unsigned t : round)
                complete(after, t, t == serial ? Code::serial : Code::ok);
            go_on(after);
        }
    }

    // --- monitors ---

    void enter(State state, unsigned thread, unsigned object, Phase then) {
        if (state.objects[object].owner != nobody) return;
        state.objects[object].owner = static_cast<std::int8_t>(thread);
        state.threads[thread].phase = then;
        go_on(state);
    }

    void leave_with(State state, unsigned thread, unsigned object, Code code) {
        state.objects[object].owner = nobody;
        finish(state, thread, code);
    }

    void start_waiting(State state, unsigned thread, unsigned object) {
        state.objects[object].owner = nobody;
        state.objects[object].waiting |= static_cast<std::uint8_t>(1u << thread);
        state.threads[thread].phase = at_condition;
        go_on(state);
    }

    /// The states after a signal, or a broadcast.
    std::vector<State> woken(State state, unsigned object, bool all) const {
        ObjectState& monitor = state.objects[object];
        if (all || monitor.waiting == 0) {
            monitor.woken |= monitor.waiting;
            monitor.waiting = 0;
            return {state};
        }
        std::vector<State> states;
        for (unsigned t = 0; t < program_.threads.size(); ++t) {
            if ((monitor.waiting >> t & 1) == 0) continue;
            State& one = states.emplace_back(state);
            one.objects[object].waiting &= static_cast<std::uint8_t>(~(1u << t));
            one.objects[object].woken |= static_cast<std::uint8_t>(1u << t);
        }
        return states;
    }

    void step_waiter(State state, unsigned thread, const Operation& operation) {
        ObjectState& monitor = state.objects[operation.object];
        const auto bit = static_cast<std::uint8_t>(1u << thread);
        if ((monitor.woken & bit) != 0) {
            monitor.woken &= static_cast<std::uint8_t>(~bit);
            state.threads[thread].phase = returning;
            return go_on(state);
        }
        monitor.waiting &= static_cast<std::uint8_t>(~bit);
        if (operation.action == Action::timed_take || operation.action == Action::nap) {
            state.threads[thread].phase = giving_up;
            go_on(state);
        }
        if (rules_ == Rules::posix) {
            state.threads[thread].phase = returning;
            go_on(state);
        }
    }

    void step_monitor(State state, unsigned thread, const Operation& operation) {
        const unsigned object = operation.object;
        switch (state.threads[thread].phase) {
            case outside: return step_outside(state, thread, operation);
            case inside: return step_inside(state, thread, operation);
            case at_condition: return step_waiter(state, thread, operation);
            case returning:
                return enter(state, thread, object,
                             operation.action == Action::nap ? returned : inside);
            case giving_up: return enter(state, thread, object, gave_up);
            case returned: return leave_with(state, thread, object, Code::ok);
            case gave_up:
                if (operation.action == Action::timed_take && state.objects[object].number > 0) {
                    --state.objects[object].number;
                    return leave_with(state, thread, object, Code::ok);
                }
                return leave_with(state, thread, object, Code::timed_out);
            default:
                for (const State& after : woken(state, object, false))
                    finish(after, thread, Code::ok);
        }
    }

    void step_outside(const State& state, unsigned thread, const Operation& operation) {
        const bool all = operation.action == Action::broadcast;
        if (operation.action == Action::signal || all) {
            for (const State& after : woken(state, operation.object, all))
                finish(after, thread, Code::ok);
            return;
        }
        if (operation.action == Action::peek && state.objects[operation.object].owner != nobody)
            return finish(state, thread, Code::busy);
        enter(state, thread, operation.object, inside);
    }

    void step_inside(State state, unsigned thread, const Operation& operation) {
        const unsigned object = operation.object;
        std::int8_t& counter = state.objects[object].number;
        switch (operation.action) {
            case Action::peek: return leave_with(state, thread, object, code_of_value(counter));
            case Action::nap: return start_waiting(state, thread, object);
            case Action::raise_one:
            case Action::raise_all:
                ++counter;
                for (const State& after :
                     woken(state, object, operation.action == Action::raise_all))
                    leave_with(after, thread, object, Code::ok);
                return;
            case Action::raise_then_signal:
                ++counter;
                state.objects[object].owner = nobody;
                state.threads[thread].phase = left;
                return go_on(state);
            default:
                if (counter == 0) return start_waiting(state, thread, object);
                if (operation.action != Action::await) --counter;
                return leave_with(state, thread, object, Code::ok);
        }
    }

    const Program& program_;
    Rules rules_;
    std::unordered_set<std::string> seen_;
    std::vector<State> open_;
    unsigned successors_ = 0;
    std::set<Outcome> outcomes_;
};

}  // namespace

std::set<Outcome> outcomes_of(const Program& program, Rules rules) {
    return Enumeration(program, rules).run();
}

}  // namespace contend::differential
