#pragma once

#include <contend/base/result.hpp>

#include <string>

namespace contend::report {

inline base::Error error_of(const std::string& message) {
    return base::Error{.message = message.c_str()};
}

}  // namespace contend::report
