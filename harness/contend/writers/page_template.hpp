#pragma once

#include <string_view>

namespace contend::writers {

/// The page of write_html(), without data: one HTML file, built from harness/page by `ci/page`.
std::string_view page_template();

/// Stands in the template where the data goes, as a whole script element's text.
inline constexpr std::string_view page_data_mark = "\"contend-reports go here\"";

}  // namespace contend::writers
