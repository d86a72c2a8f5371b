#pragma once

#include <contend/report/finding.hpp>
#include <contend/run/session.hpp>

#include <optional>
#include <string>

namespace contend::run {

/// How often a finding is replayed before it is reported.
inline constexpr unsigned confirmations = 5;

/// Starts this program anew, with the running test alone, lets it replay the token, and returns the
/// finding as that process saw it, with the number of times it did. Nothing when the process could
/// not be asked.
std::optional<report::Finding> confirm(const std::string& token);

}  // namespace contend::run
