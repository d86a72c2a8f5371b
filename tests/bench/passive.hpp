#pragma once

#include <optional>
#include <string>
#include <vector>

namespace contend::bench {

/// What one program needed for the container code of churn.cpp.
struct Churn {
    double with_ns = 0;
    double without_ns = 0;
    double ratio = 0;
};

/// Runs churn.cpp with the hooks (this program) and without (its sibling contend_bench_plain), in turn, each in fresh
/// processes; medians over the rounds. Nothing when one of them can not be run.
std::optional<Churn> compare_churn();

}  // namespace contend::bench
