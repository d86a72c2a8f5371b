#pragma once

#include <contend/report/finding.hpp>

#include <cstddef>
#include <vector>

namespace contend::writers {

/// About how many lines of interleaving a reader takes in.
inline constexpr std::size_t lines_max = 60;

/// What a step begins.
struct Beginning {
    bool turn = false;       ///< the step before it was another thread's
    bool operation = false;  ///< it is its thread's first in this operation
};

/// One Beginning a step. Linear in the number of steps, but for a logarithm of the number of
/// threads.
std::vector<Beginning> beginnings(const std::vector<report::Step>& steps);

/// Which steps to show in at most about `limit` lines. What goes first: steps in the middle of a
/// turn; then beginnings of operations; then the oldest. The steps around the latest switches, and
/// the last step, always stay. `begins` is beginnings(steps).
std::vector<bool> select_steps(const std::vector<Beginning>& begins, std::size_t limit);

}  // namespace contend::writers
