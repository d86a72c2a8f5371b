#include "subjects.hpp"

namespace contend::test {
namespace {

using schedule::EventKind;

// Script 0 creates `count` threads of script 1, then one of script 2.
std::vector<Line> creator(unsigned count) {
    std::vector<Line> lines(count, Line{EventKind::create, 1});
    lines.push_back({EventKind::create, 2});
    return lines;
}

}  // namespace

Subject reorder(unsigned setters) {
    struct State {
        bool a = false;
        bool b = false;
        bool seen = false;
    };
    Subject subject;
    const auto state = std::make_shared<State>();
    const auto failed = subject.failed;
    const auto set_a = [=] { return state->a = true; };
    const auto set_b = [=] { return state->b = true; };
    const auto see_a = [=] {
        state->seen = state->a;
        return true;
    };
    const auto see_b = [=] {
        *failed = state->seen && !state->b;
        return true;
    };
    subject.program.scripts = {creator(setters),
                               {{EventKind::write, 0, set_a}, {EventKind::write, 1, set_b}},
                               {{EventKind::read, 0, see_a}, {EventKind::read, 1, see_b}}};
    subject.program.reset = [=] {
        *state = {};
        *failed = false;
    };
    return subject;
}

Subject twostage(unsigned writers) {
    struct State {
        int first = 0;
        int second = 0;
        int seen = 0;
    };
    Subject subject;
    const auto state = std::make_shared<State>();
    const auto failed = subject.failed;
    const auto change_first = [=] {
        state->first = 1;
        return true;
    };
    const auto change_second = [=] {
        state->second = state->first + 1;
        return true;
    };
    const auto see_first = [=] {
        state->seen = state->first;
        return true;
    };
    const auto go_on = [=] { return state->seen != 0; };
    const auto see_second = [=] {
        *failed = state->second != state->seen + 1;
        return true;
    };
    constexpr EventKind lock = EventKind::lock;
    constexpr EventKind unlock = EventKind::unlock;
    subject.program.scripts = {creator(writers),
                               {{lock, 0},
                                {EventKind::write, 2, change_first},
                                {unlock, 0},
                                {lock, 1},
                                {EventKind::write, 3, change_second},
                                {unlock, 1}},
                               {{lock, 0},
                                {EventKind::read, 2, see_first},
                                {unlock, 0, go_on},
                                {lock, 1},
                                {EventKind::read, 3, see_second},
                                {unlock, 1}}};
    subject.program.reset = [=] {
        *state = {};
        *failed = false;
    };
    return subject;
}

Subject turns(unsigned length) {
    Subject subject;
    const auto value = std::make_shared<unsigned>();
    const auto failed = subject.failed;
    std::vector<Line> writer;
    std::vector<Line> reader;
    for (unsigned i = 1; i <= length; ++i) {
        writer.push_back({EventKind::atomic_store, 0, [=] {
                              *value = i;
                              return true;
                          }});
        reader.push_back({EventKind::atomic_load, 0, [=] {
                              *failed = i == length && *value == i;
                              return *value == i;
                          }});
    }
    subject.program.scripts = {creator(1), writer, reader};
    subject.program.reset = [=] {
        *value = 0;
        *failed = false;
    };
    return subject;
}

}  // namespace contend::test
