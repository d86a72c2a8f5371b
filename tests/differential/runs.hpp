#pragma once

#include "program.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace contend::differential {

/// What many executions of a program came to.
struct Runs {
    std::map<Outcome, std::uint64_t> outcomes;  ///< and how often each was seen
    std::uint64_t executions = 0;
    std::string complaint;  ///< what should not have happened; empty: nothing
    bool all = false;       ///< every interleaving was executed
};

/// Runs the program on real threads that nobody controls, with noise, `executions` times or for as
/// long as `time_ms` allows; in a process of its own, which is ended when it hangs. For programs that
/// can not deadlock.
Runs run_freely(const Program& program, std::uint64_t seed, std::uint64_t executions,
                unsigned time_ms);

/// Explores the program: executions [first, first + count) of the search that `seed` stands for.
/// Deadlocks are outcomes, other incidents complaints.
Runs run_under_control(const Program& program, std::uint64_t seed, std::uint64_t first,
                       std::uint64_t count);

/// Executes every interleaving, or as many as that, up to the first deadlock.
Runs run_every_interleaving(const Program& program, std::uint64_t executions_max);

}  // namespace contend::differential
