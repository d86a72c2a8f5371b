#pragma once

#include <contend/base/result.hpp>
#include <contend/report/report.hpp>

#include <cstddef>
#include <string>
#include <string_view>

/// The report format: JSON, schema `contend.report/1`. Every other format renders from it.
///
/// Keys: `schema`, `subject`, `verdict`, `reason`, `harness_error`, `expected`, `findings` (`kind`,
/// `summary`, `token`, `scenario`, `schedule`, `frames`, `confirmed`, `tolerated`, `signature`),
/// `stats`, `environment`, `replay_command`. A reader ignores keys it does not know, so a minor
/// version may add some.
namespace contend::report {

inline constexpr std::string_view schema_id = "contend.report/1";

/// Reports larger than this are refused when reading.
inline constexpr std::size_t report_bytes_max = std::size_t{64} << 20U;

/// The report as indented JSON with a final newline. Never fails: bytes that are not UTF-8 become
/// U+FFFD and times that are not finite become 0. Equal reports give equal text.
std::string write_json(const Report& report);

/// Reads what write_json wrote. For any other text, the error says in one sentence what is wrong
/// with it, naming the key ("findings[0].kind is not a string"). A report that contradicts itself
/// is an error too (see inconsistency()). Required keys: schema, subject, verdict, findings, stats,
/// environment, and in a finding kind and summary.
base::Result<Report> read_json(std::string_view text);

}  // namespace contend::report
