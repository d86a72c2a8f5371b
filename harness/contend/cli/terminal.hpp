#pragma once

#include <contend/writers/text.hpp>

#include <string>

namespace contend::cli {

/// Colours when asked for: "always", "never", or "auto": when standard output is a terminal and
/// NO_COLOR is not set.
bool wants_color(const std::string& when);

/// The width of the terminal on standard output, at most 160; 100 when it is none.
std::size_t terminal_width();

}  // namespace contend::cli
