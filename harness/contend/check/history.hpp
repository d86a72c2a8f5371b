#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <vector>

/// What the threads of an execution saw of the object they share: calls and returns.
namespace contend::check {

/// The most calls that can be judged together.
inline constexpr std::size_t calls_max = 256;

/// A set of calls of a history, by index.
using CallSet = std::bitset<calls_max>;

/// One call that returned. Stamps are moments of one clock: whatever has the smaller one happened
/// earlier, and no two are equal.
struct Call {
    unsigned thread = 0;         ///< logical thread; 0 ran the initial and the final part
    std::uint64_t called = 0;    ///< stamp of its beginning
    std::uint64_t returned = 0;  ///< stamp of its end; above `called`
    std::uint64_t result = 0;    ///< equal for equal results, and 0 for those that are not judged
};

/// All calls of an execution, in any order that is the same in every execution of a scenario.
using History = std::vector<Call>;

}  // namespace contend::check
