#pragma once

#include <contend/base/result.hpp>

#include <fmt/format.h>

namespace contend::run {

/// An operational error with a formatted message: one sentence that says what to do.
template <class... Arguments>
base::Error error(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    const std::string message = fmt::format(format, std::forward<Arguments>(arguments)...);
    return {base::FixedString<1024>(message.c_str())};
}

}  // namespace contend::run
