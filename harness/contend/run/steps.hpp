#pragma once

#include <contend/report/finding.hpp>
#include <contend/run/job.hpp>

#include <functional>
#include <string>
#include <vector>

namespace contend::run {

/// The recorded scheduling points with names, and, for a race, the two accesses at their places
/// among them. `first_thread`: see diagnose(). `call` gives the text of a thread's call by its
/// number.
std::vector<report::Step> steps_of(
    const Outcome& outcome, unsigned first_thread,
    const std::function<std::string(unsigned thread, unsigned operation)>& call);

}  // namespace contend::run
