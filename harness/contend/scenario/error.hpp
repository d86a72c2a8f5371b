#pragma once

#include <contend/base/result.hpp>

#include <string_view>

namespace contend::scenario {

/// An operational error with this text.
inline base::Error error(std::string_view message) {
    base::Error made;
    made.message.append(message.data(), message.size());
    return made;
}

}  // namespace contend::scenario
