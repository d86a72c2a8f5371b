#pragma once

#include <contend/base/fixed_string.hpp>

#include <cstdint>

namespace contend::history {

/// An order of a scenario's calls in which a call would have given something else than it did. Calls are
/// numbered from 0 through the initial part, the threads, and the final part.
struct TriedOrder {
    static constexpr unsigned calls_max = 32;
    std::uint16_t calls[calls_max] = {};  ///< that gave what they should; the last of them if more
    std::uint16_t count = 0;
    std::uint16_t omitted = 0;      ///< calls before those
    std::uint16_t next = 0;         ///< the call that did not
    bool returns = true;            ///< false: it would wait there for ever, or throw
    base::FixedString<120> result;  ///< what it gives there; empty if it cannot be printed
};

}  // namespace contend::history
