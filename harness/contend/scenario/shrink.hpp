#pragma once

#include <contend/scenario/plan.hpp>

#include <rapidcheck/Shrinkable.h>

#include <cstdint>
#include <functional>

namespace contend::scenario {

/// How much work a walk may be.
struct ShrinkLimits {
    std::uint64_t candidates_max = 2000;  ///< how many plans may be tried
    std::function<bool()> out_of_time;    ///< asked before each try; none: there is always time
};

/// Where a walk ended.
struct Shrunk {
    rc::Shrinkable<Plan> best;  ///< the smallest plan found to fail, with the shrinks that are left
    std::uint64_t candidates = 0;  ///< plans tried
    std::uint64_t accepted = 0;    ///< of these, those that failed too and became the best
    bool limit_hit = false;        ///< not every shrink of the best one was tried
};

/// Walks down the tree of shrinks as RapidCheck does: goes to the first child for which `fails`,
/// until there is none. `plan` itself is taken to fail and not tried. A candidate equal to one
/// tried before is skipped.
///
/// `fails` must say true only for a failure of the same kind, or the walk ends at another defect.
Shrunk shrink(const rc::Shrinkable<Plan>& plan, const std::function<bool(const Plan&)>& fails,
              const ShrinkLimits& limits = {});

}  // namespace contend::scenario
