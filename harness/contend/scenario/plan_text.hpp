#pragma once

#include <contend/base/result.hpp>
#include <contend/scenario/outline.hpp>
#include <contend/scenario/plan.hpp>

#include <string>
#include <string_view>

/// Plans as text, for people and for tokens.
namespace contend::scenario {

/// `put(1, "a")`.
std::string show_call(const Outline& outline, const Call& call);

/// One line a part, without the parts that call nothing.
std::string show_plan(const Outline& outline, const Plan& plan);

/// The plan as stored text: its parts (the initial one, each thread, the final one) joined by `/`,
/// a part's calls by `+`, an operation's escaped name and its arguments' stored forms by `:`.
///
///     fill:3/put:1:=a+get:1/sum/
std::string encode_plan(const Outline& outline, const Plan& plan);

/// The inverse of encode_plan().
[[nodiscard]] base::Result<Plan> decode_plan(const Outline& outline, std::string_view text);

}  // namespace contend::scenario
