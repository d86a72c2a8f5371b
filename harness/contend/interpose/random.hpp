#pragma once

#include <contend/engine/thread.hpp>

#include <cstddef>

namespace contend::interpose {

/// Numbers in place of random ones, for a controlled thread.
///
/// They depend on the thread's number and on how many it has drawn, nothing else: a replay gets
/// the numbers that the finding had without a seed in its token, and a thread keeps its numbers
/// while the schedule around it shrinks. The price: every execution draws the same ones. What is to
/// vary from execution to execution belongs into the arguments of a scenario.
std::uint64_t next_random(engine::LogicalThread& self);

/// Fills memory of the program with such numbers, as a write that the race detector sees.
void fill_random(engine::LogicalThread& self, void* buffer, std::size_t size, void* caller);

}  // namespace contend::interpose
