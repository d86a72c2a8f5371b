#pragma once

#include <contend/base/result.hpp>
#include <contend/report/report.hpp>

#include <filesystem>
#include <string>
#include <string_view>

/// Reports on disk: one file a subject, `<report_dir>/<suite>.<test>.json`.
namespace contend::report {

/// The file name for a test: "Cache.IsLinearizable.json". Slashes (parametrised tests) become `+`;
/// other characters than letters, digits and `_ - . +` become `_`. A name that was changed in a way
/// that could make it equal to another test's, or that was cut at 200 bytes, carries a hash of the
/// original. Never empty, never hidden, never outside the directory. Without a suite:
/// "<test>.json".
std::string file_name(std::string_view suite, std::string_view test);

/// Writes the report to `path`, creating directories. A reader sees the old file or the new one,
/// never half of it, also when several processes write at once. Returns the path, or the error that
/// names it.
base::Result<std::string> write_file(const std::filesystem::path& path, const Report& report);

/// Reads a report; the error names the file and says what to do about it.
base::Result<Report> read_file(const std::filesystem::path& path);

}  // namespace contend::report
