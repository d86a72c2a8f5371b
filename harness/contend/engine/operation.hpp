#pragma once

#include <contend/base/promise.hpp>

#include <cstdint>

namespace contend::engine {

/// The running logical thread is now in operation `number` of its list (from 1; 0: in none).
/// Reports say it. Out of line: instrumented code calls it, and must not touch the engine's memory
/// itself.
void enter_operation(std::uint16_t number);

/// The operation that it is in promises progress, until end_promise(): that it is not kept is an incident.
/// Nothing when no thread runs under control.
void begin_promise(const base::Promise& promise);
void end_promise();

/// The running logical thread stands between two operations (schedule::OperationEdge): others may run
/// first. Nothing when no thread runs under control.
void pass_edge(std::uint32_t edge);

/// The same before its first operation, or after its last one: see Execution::pass_outer_edge.
void pass_outer_edge(std::uint32_t edge);

/// A number above all that it has given before, in this process. No memory access that the race
/// detector sees, so it puts nothing in order.
std::uint64_t next_stamp();

/// Starts and joins a group of logical threads from the running one: Execution::create_group and
/// join_group.
bool run_group(unsigned count, void* (*routine)(void*), void* arguments, unsigned long stride);

}  // namespace contend::engine
