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

/// A read or a write, of object 0 or 1.
inline rc::Gen<Instruction> accesses() {
    return rc::gen::map(
        rc::gen::pair(rc::gen::element(Action::read, Action::write), rc::gen::inRange(0, 2)),
        [](std::pair<Action, int> of) { return Instruction{of.first, of.second}; });
}

/// A lock around something.
inline std::vector<Instruction> section(Action action, int object, Instruction inside) {
    const Action end = action == Action::lock_shared ? Action::unlock_shared : Action::unlock;
    return {{action, object}, inside, {end, object}};
}

}  // namespace contend::test
