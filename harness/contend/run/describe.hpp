#pragma once

#include <contend/report/finding.hpp>
#include <contend/run/diagnosis.hpp>
#include <contend/run/target.hpp>
#include <contend/scenario/plan.hpp>

#include <functional>
#include <string>

namespace contend::run {

/// The finding as people see it: the scenario with the results of its calls, and the recorded steps
/// with names. Token and confirmation are left to the caller.
report::Finding describe(const Target& target, const scenario::Plan& plan, const Outcome& outcome,
                         const Diagnosis& diagnosis);

/// The text of a thread's call by its number.
using CallTexts = std::function<std::string(unsigned thread, unsigned operation)>;

/// Those of a scenario: operations are numbered from 1, as steps are recorded with them, and threads as in reports. Empty
/// for 0 and for a call that the plan does not have.
CallTexts call_texts(const Target& target, const scenario::Plan& plan);

}  // namespace contend::run
