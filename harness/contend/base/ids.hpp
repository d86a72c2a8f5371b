#pragma once

#include <cstdint>

namespace contend::base {

/// A logical thread of one execution, numbered in the order of creation; 0 is the thread that runs
/// the body.
using ThreadId = std::uint16_t;

/// Stands for "no thread".
inline constexpr ThreadId no_thread = 0xffff;

/// The most logical threads one execution may create, the body's own included.
inline constexpr unsigned threads_max = 256;

}  // namespace contend::base
