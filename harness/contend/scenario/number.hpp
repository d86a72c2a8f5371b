#pragma once

#include <charconv>
#include <string_view>
#include <system_error>

namespace contend::scenario {

/// Reads all of `text` as one number; false if it is none, or does not fit. Unlike strtol it skips no
/// space and knows no locale.
template <class Number> bool parse(std::string_view text, int base, Number& number) {
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    const std::from_chars_result result = std::from_chars(begin, end, number, base);
    return result.ec == std::errc() && result.ptr == end;
}

}  // namespace contend::scenario
