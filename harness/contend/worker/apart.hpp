#pragma once

#include <cstdint>

namespace contend::worker {

/// Runs routine(argument) between two explored executions, on a logical thread, in an order that is
/// always the same. Nothing that goes wrong in it is an incident. False when it can not come to its
/// end, since it waits for what nobody will do: then its thread, and whatever its stack owns, is left
/// behind for ever, at the cost of a real thread.
bool run_apart(void* (*routine)(void*), void* argument);

/// How many times run_apart() may leave a thread behind, in a process.
inline constexpr unsigned left_behind_max = 100;

}  // namespace contend::worker
