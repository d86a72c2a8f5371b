#pragma once

#include <cstdint>

namespace contend::base {

/// What an operation promises of its progress: that it needs no other thread to go on.
///
/// Lies in the memory of whoever runs the operation, which is unchanged as long as it does.
struct Promise {
    const char* operation = "";  ///< its name
    std::uint32_t steps = 0;  ///< scheduling points within which it returns; 0: any number of them
};

}  // namespace contend::base
