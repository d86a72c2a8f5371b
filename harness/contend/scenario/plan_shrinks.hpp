#pragma once

#include <contend/scenario/plan.hpp>
#include <contend/scenario/value.hpp>

#include <rapidcheck/Shrinkable.h>

#include <cstdint>
#include <vector>

namespace contend::scenario {

/// A call, and what its arguments shrink to.
struct DrawnCall {
    std::uint32_t operation = 0;
    std::vector<rc::Shrinkable<Value>> arguments;
};

/// A plan before it is reduced to values.
struct DrawnPlan {
    std::vector<DrawnCall> initial;
    std::vector<std::vector<DrawnCall>> threads;
    std::vector<DrawnCall> final;
};

/// The plan with all its shrinks, largest step first:
///
///  1. without some threads that follow one another, many before few, but never without all;
///  2. without some calls that follow one another in one part, many before few; no thread loses
///     all its calls, which would be the first kind;
///  3. with one argument replaced by one of its shrinks.
///
/// Every shrink is smaller than the plan in size(), or equal in size with an argument shrunk once
/// more. So the tree is as finite as those of the arguments. Nothing of it is computed before it is
/// asked for.
///
/// Shrinks go below what the generator makes at least, down to one thread with one call: what fails
/// alone is better shown alone.
rc::Shrinkable<Plan> shrinkable_plan(DrawnPlan drawn);

}  // namespace contend::scenario
