#pragma once

#include <cstdint>

namespace contend::engine {

/// The running logical thread is now in operation `number` of its list (from 1; 0: in none).
/// Reports say it. Out of line: instrumented code calls it, and must not touch the engine's memory
/// itself.
void enter_operation(std::uint16_t number);

/// Starts and joins a group of logical threads from the running one: Execution::create_group and
/// join_group.
bool run_group(unsigned count, void* (*routine)(void*), void* arguments, unsigned long stride);

}  // namespace contend::engine
