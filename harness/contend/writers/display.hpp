#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Text as a terminal shows it. Reports hold whatever the user's values print; a table must survive
/// it.
namespace contend::writers {

/// The text with everything a terminal would act on made visible: control characters as `\n`, `\t`,
/// `\x1b`, invisible direction marks as `\u{202e}`, bytes that are not UTF-8 as U+FFFD. The result
/// is valid UTF-8 on one line.
std::string printable(std::string_view text);

/// How many columns printable text takes: 2 for East Asian wide characters and emoji, 0 for
/// combining marks.
std::size_t display_width(std::string_view text);

/// The printable text cut to at most `width` columns, with `…` in place of what was cut off.
std::string cut_to(std::string_view text, std::size_t width);

/// The printable text followed by spaces up to `width` columns; longer text stays as it is.
std::string padded(std::string_view text, std::size_t width);

/// The printable text in lines of at most `width` columns, broken at spaces. A word wider than that
/// has a line of its own and stays whole. Empty text has no lines.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

/// "12,034".
std::string count(std::uint64_t number);

/// "1 thread", "2 threads".
std::string count(std::uint64_t number, std::string_view noun);

/// A duration in seconds, short: "0.0031 s", "0.42 s", "12.3 s", "340 s". Not a number and
/// negative: "0 s".
std::string seconds(double duration);

/// A line of source with a tab every four columns as spaces, and without carriage returns.
std::string with_spaces_for_tabs(const std::string& text);

}  // namespace contend::writers
