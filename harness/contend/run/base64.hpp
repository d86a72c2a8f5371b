#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace contend::run {

/// RFC 4648 section 5 (letters, digits, `-`, `_`), without padding.
std::string base64_encode(std::string_view bytes);

/// Nothing for text that base64_encode can not have made.
std::optional<std::string> base64_decode(std::string_view text);

}  // namespace contend::run
