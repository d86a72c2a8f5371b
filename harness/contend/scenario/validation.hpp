#pragma once

#include <contend/scenario/outline.hpp>

#include <string>

namespace contend::scenario {

/// The first thing that is wrong with the outline and what to change, or nothing. See
/// Subject::validate(). Calls the generators a few times each, but none of the operations and not
/// the factory.
std::string fault_of(const Outline& outline);

}  // namespace contend::scenario
