#pragma once

#include <contend/base/ids.hpp>

#include <cstdint>

namespace contend::history {

/// Return addresses of a stack, innermost first. Deeper frames are dropped.
struct RawStack {
    static constexpr unsigned depth_max = 48;
    const void* frames[depth_max];
    unsigned depth = 0;
};

/// One of the two accesses of a race, as ThreadSanitizer tells it.
struct RawAccess {
    base::ThreadId thread =
        base::no_thread;  ///< logical thread; no_thread when not one of this execution's
    const void* address = nullptr;
    std::uint32_t size = 0;
    bool write = false;
    bool atomic = false;
    RawStack stack;
};

/// What ThreadSanitizer reported, copied in its callback and looked at later: addresses, no names.
struct RaceRecord {
    static constexpr unsigned accesses_max = 4;
    char description[48] = {};  ///< the runtime's word: "data-race", "heap-use-after-free", ...
    unsigned access_count = 0;
    RawAccess accesses[accesses_max];
    std::uint64_t key = 0;  ///< equal for reports with equal description and equal stacks
};

}  // namespace contend::history
