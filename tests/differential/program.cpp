#include "program.hpp"

#include <errno.h>
#include <pthread.h>
#include <algorithm>
#include <array>
#include <sstream>

namespace contend::differential {
namespace {

constexpr std::array action_names = {
    "lock",      "trylock",       "timedlock",   "unlock",    "rdlock",     "wrlock",  "tryrdlock",
    "trywrlock", "timedrdlock",   "timedwrlock", "unlock",    "wait",       "trywait", "timedwait",
    "post",      "getvalue",      "await",       "take",      "timed take", "nap",     "raise one",
    "raise all", "raise, signal", "signal",      "broadcast", "peek",       "arrive"};

constexpr std::array code_names = {"pending", "0",       "EBUSY",   "EDEADLK", "ETIMEDOUT",
                                   "EPERM",   "EAGAIN",  "-",       "serial",  "value 0",
                                   "value 1", "value 2", "value 3", "other"};

const std::vector<Action>& actions_of(Kind kind) {
    static const std::vector<Action> mutex = {Action::lock, Action::unlock, Action::try_lock,
                                              Action::timed_lock};
    static const std::vector<Action> reader_writer = {
        Action::read_lock,      Action::write_lock,      Action::leave, Action::try_read_lock,
        Action::try_write_lock, Action::timed_read_lock, Action::leave, Action::timed_write_lock};
    static const std::vector<Action> semaphore = {Action::post,     Action::wait,
                                                  Action::try_wait, Action::timed_wait,
                                                  Action::value,    Action::post};
    static const std::vector<Action> monitor = {
        Action::raise_one,  Action::raise_all, Action::raise_then_signal,
        Action::timed_take, Action::take,      Action::await,
        Action::nap,        Action::signal,    Action::broadcast,
        Action::peek};
    static const std::vector<Action> barrier = {Action::arrive};
    switch (kind) {
        case Kind::normal_mutex:
        case Kind::recursive_mutex:
        case Kind::checking_mutex: break;
        case Kind::reader_writer_lock: return reader_writer;
        case Kind::semaphore: return semaphore;
        case Kind::monitor: return monitor;
        case Kind::barrier: return barrier;
    }
    return mutex;
}

std::string name_of(const Object& object) {
    switch (object.kind) {
        case Kind::normal_mutex: return "a mutex";
        case Kind::recursive_mutex: return "a recursive mutex";
        case Kind::checking_mutex: return "an error-checking mutex";
        case Kind::reader_writer_lock: return "a reader-writer lock";
        case Kind::semaphore: return "a semaphore of " + std::to_string(object.number);
        case Kind::monitor: return "a monitor";
        case Kind::barrier: return "a barrier for " + std::to_string(object.number);
    }
    return "?";
}

std::string cell_of(const Program& program, std::size_t thread, std::size_t row,
                    const Outcome* outcome) {
    if (row >= program.threads[thread].size()) return {};
    const Operation& operation = program.threads[thread][row];
    std::string cell = std::string(action_names[static_cast<std::size_t>(operation.action)]) + " " +
                       static_cast<char>('A' + operation.object);
    if (outcome == nullptr) return cell;
    const std::size_t shift = 4 * (thread * Program::operations_max + row);
    return cell + " = " + code_names.at(*outcome >> shift & 15);
}

std::string table_of(const Program& program, const Outcome* outcome) {
    std::ostringstream text;
    for (std::size_t i = 0; i < program.objects.size(); ++i)
        text << static_cast<char>('A' + i) << ": " << name_of(program.objects[i]) << "\n";
    std::size_t rows = 0;
    for (const auto& thread : program.threads) rows = std::max(rows, thread.size());
    for (std::size_t t = 0; t < program.threads.size(); ++t) {
        const std::string title = "thread " + std::to_string(t + 1);
        text << "| " << title << std::string(28 - title.size(), ' ');
    }
    text << "|\n";
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t t = 0; t < program.threads.size(); ++t) {
            const std::string cell = cell_of(program, t, row, outcome);
            text << "| " << cell << std::string(28 - cell.size(), ' ');
        }
        text << "|\n";
    }
    return text.str();
}

/// Drawn without regard to what else is drawn; numbers too large wrap around.
struct Draft {
    std::vector<Object> objects;
    std::vector<std::pair<unsigned, unsigned>> operations;  ///< of all threads: object, action
    unsigned object_count = 1;
    unsigned thread_count = 2;
    std::vector<unsigned> lengths;
};

Program program_of(const Draft& draft) {
    Program program;
    program.objects.assign(draft.objects.begin(), draft.objects.begin() + draft.object_count);
    const unsigned longest = draft.thread_count == 2 ? 4 : 2;
    for (unsigned t = 0; t < draft.thread_count; ++t) {
        auto& thread = program.threads.emplace_back();
        for (unsigned i = 0; i <= draft.lengths[t] % longest; ++i) {
            const auto& [object, action] = draft.operations[t * Program::operations_max + i];
            const unsigned chosen = object % draft.object_count;
            const auto& actions = actions_of(program.objects[chosen].kind);
            thread.push_back({actions[action % actions.size()], chosen});
        }
    }
    return program;
}

std::vector<Program> smaller(const Program& program) {
    std::vector<Program> all;
    for (std::size_t t = 0; t < program.threads.size(); ++t) {
        if (program.threads.size() > 1) {
            all.push_back(program);
            all.back().threads.erase(all.back().threads.begin() + static_cast<std::ptrdiff_t>(t));
        }
        for (std::size_t i = 0; i < program.threads[t].size(); ++i) {
            if (program.threads[t].size() == 1) continue;
            all.push_back(program);
            auto& thread = all.back().threads[t];
            thread.erase(thread.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
    return all;
}

}  // namespace

Code code_of_error(int error) {
    switch (error) {
        case 0: return Code::ok;
        case EBUSY: return Code::busy;
        case EDEADLK: return Code::deadlock;
        case ETIMEDOUT: return Code::timed_out;
        case EPERM: return Code::not_permitted;
        case EAGAIN: return Code::again;
        case PTHREAD_BARRIER_SERIAL_THREAD: return Code::serial;
        default: return Code::other;
    }
}

Code code_of_value(int value) {
    if (value < 0 || value > 3) return Code::other;
    return static_cast<Code>(static_cast<int>(Code::value_0) + value);
}

std::string text_of(const Program& program) { return table_of(program, nullptr); }

std::string text_of(const Program& program, Outcome outcome) {
    if (outcome == deadlocked) return text_of(program) + "nobody can go on\n";
    return table_of(program, &outcome);
}

rc::Gen<Program> programs() {
    namespace gen = rc::gen;
    const auto object =
        gen::map(gen::pair(gen::inRange(0, 8), gen::inRange(0u, 2u)), [](auto drawn) {
            // The monitor is where most can go wrong: it is drawn twice as often.
            const Kind kind = drawn.first == 7 ? Kind::monitor : static_cast<Kind>(drawn.first);
            return Object{kind, kind == Kind::barrier ? drawn.second + 2 : drawn.second};
        });
    const auto number = gen::inRange(0u, 840u);
    const auto draft = gen::construct<Draft>(
        gen::container<std::vector<Object>>(Program::objects_max, object),
        gen::container<std::vector<std::pair<unsigned, unsigned>>>(
            Program::threads_max * Program::operations_max, gen::pair(number, number)),
        gen::inRange(1u, 3u), gen::inRange(2u, 4u),
        gen::container<std::vector<unsigned>>(Program::threads_max, number));
    return gen::shrink(gen::noShrink(gen::map(draft, program_of)), [](const Program& program) {
        return rc::seq::fromContainer(smaller(program));
    });
}

}  // namespace contend::differential
