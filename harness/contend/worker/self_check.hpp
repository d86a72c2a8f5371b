#pragma once

#include <contend/worker/board.hpp>
#include <contend/worker/task.hpp>

namespace contend::worker {

/// Proves the detector on a planted race of two writes, under control. False when a link of the
/// chain is missing; then board.harness_error says which one and what to do. Takes some
/// microseconds.
bool self_check(Plant plant, Board& board);

}  // namespace contend::worker
