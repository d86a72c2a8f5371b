#pragma once

#include <unit/schedule/small_program.hpp>

#include <rapidcheck.h>

#include <utility>
#include <vector>

/// What small programs are made of.
namespace contend::test {

/// Threads that write to one object.
inline SmallProgram writers(unsigned threads, unsigned writes) {
    return {std::vector(threads, std::vector(writes, Instruction{Action::write, 0}))};
}

/// One of these, of object 0 or 1.
inline rc::Gen<Instruction> one_of(std::vector<Action> actions) {
    return rc::gen::map(
        rc::gen::pair(rc::gen::elementOf(std::move(actions)), rc::gen::inRange(0, 2)),
        [](std::pair<Action, int> of) { return Instruction{of.first, of.second}; });
}

/// A read or a write.
inline rc::Gen<Instruction> accesses() { return one_of({Action::read, Action::write}); }

/// The same, or a read that decides what is done next.
inline rc::Gen<Instruction> steps() {
    return one_of({Action::read, Action::write, Action::read_and_skip});
}

/// A lock around something.
inline std::vector<Instruction> section(Action action, int object, Instruction inside) {
    const Action end = action == Action::lock_shared ? Action::unlock_shared : Action::unlock;
    return {{action, object}, inside, {end, object}};
}

}  // namespace contend::test
