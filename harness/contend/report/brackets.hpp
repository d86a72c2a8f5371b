#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

/// Walking a demangled C++ name without being misled by `operator<`, `operator()` and `->`.
namespace contend::report {

/// No demangled name of real code nests deeper; what does is not worth the stack it takes to walk
/// it.
inline constexpr int nesting_max = 200;

/// If the name of an operator function (`operator<<`, `operator()`, `operator new[]`, `operator
/// bool`) starts at `at`, the position behind it; else `at`. npos when a conversion's type is
/// unbalanced.
std::size_t skip_operator(std::string_view text, std::size_t at);

/// The position behind the item that starts at `at`: an operator's name, a whole bracket group, or
/// one character. npos when a group does not close, closes with the wrong bracket or nests too
/// deep. Requires at < text.size().
std::size_t skip_item(std::string_view text, std::size_t at);

/// Whether walking the whole text by skip_item succeeds and meets no stray closing bracket.
bool balanced(std::string_view text);

/// The pieces between commas that stand outside any bracket, without surrounding spaces. Requires
/// balanced text. Empty text has no pieces.
std::vector<std::string_view> split_at_commas(std::string_view text);

/// Whether the character may be part of an identifier.
bool is_identifier(char c);

}  // namespace contend::report
