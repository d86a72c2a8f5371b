#pragma once

#include <contend/base/result.hpp>

#include <functional>
#include <iosfwd>
#include <string>

namespace contend::cli {

/// Writes a file by `write`, so that whoever reads it finds either what was there before or all of the new: into a file
/// beside it, which then takes its name. A device or a pipe is written to as it is. The error names the file.
base::Result<bool> write_output(const std::string& path,
                                const std::function<void(std::ostream&)>& write);

}  // namespace contend::cli
