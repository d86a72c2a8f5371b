#pragma once

#include <contend/report/finding.hpp>
#include <contend/run/diagnosis.hpp>
#include <contend/run/target.hpp>
#include <contend/scenario/plan.hpp>

namespace contend::run {

/// The finding as people see it: the scenario with the results of its calls, and the recorded steps
/// with names. Token and confirmation are left to the caller.
report::Finding describe(const Target& target, const scenario::Plan& plan, const Outcome& outcome,
                         const Diagnosis& diagnosis);

}  // namespace contend::run
