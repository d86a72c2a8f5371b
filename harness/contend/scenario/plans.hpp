#pragma once

#include <contend/scenario/outline.hpp>
#include <contend/scenario/plan.hpp>

#include <rapidcheck/Gen.h>

#include <memory>

namespace contend::scenario {

/// Random plans for what an outline declares.
///
/// The number of threads is drawn uniformly from its range, then for each thread the number of
/// calls from its range, then each call: the operation by weight, each argument by the generator of
/// its parameter. The operations of the initial and the final phase are called once each, in order
/// of declaration. The size that RapidCheck passes reaches the arguments' generators only: a plan
/// is small anyway, and a large one rarely finds more.
///
/// Every draw uses a generator split off for it, so that a plan is a function of the rc::Random and
/// the size. An outline from which no plan can be drawn gives a generator that fails with
/// rc::GenerationFailure.
rc::Gen<Plan> make_plans(std::shared_ptr<const Outline> outline);

}  // namespace contend::scenario
