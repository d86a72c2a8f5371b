#pragma once

#include "runs.hpp"

#include <cstddef>

namespace contend::differential {

/// How often each outcome was seen, in memory that survives the process that counts. One process
/// counts at a time.
class SharedCounts {
public:
    SharedCounts();
    ~SharedCounts();
    SharedCounts(const SharedCounts&) = delete;
    SharedCounts& operator=(const SharedCounts&) = delete;

    void add(Outcome outcome);
    /// Adds what was counted to `runs`.
    void read_into(Runs& runs) const;

private:
    static constexpr std::size_t capacity = 8'192;
    struct Table {
        std::uint64_t executions;
        std::uint64_t dropped;
        Outcome outcomes[capacity];
        std::uint64_t counts[capacity];
    };
    Table* table_;
};

}  // namespace contend::differential
