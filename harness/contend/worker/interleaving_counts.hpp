#pragma once

#include <contend/base/attributes.hpp>

#include <cstddef>
#include <cstdint>

namespace contend::worker {

/// How often each interleaving was executed, in memory that all workers of a search share: not at all,
/// once, twice, or more. Zeroed memory of bytes_for(capacity) bytes becomes one by setting `capacity`.
///
/// A hash table with linear probing: a slot holds 62 bits of a hash and how often it came. Whatever
/// happens to a worker, what it has counted stays, and nobody waits for it.
struct InterleavingCounts {
    static constexpr unsigned probes_max = 64;

    std::uint64_t capacity = 0;    ///< a power of two
    std::uint64_t executions = 0;  ///< counted
    std::uint64_t left_out = 0;    ///< that were not, for lack of room here or in their own hash
    std::uint64_t slots[1];

    CONTEND_INLINE static std::size_t bytes_for(std::uint64_t capacity) {
        return sizeof(InterleavingCounts) + (capacity - 1) * sizeof(std::uint64_t);
    }

    /// One more execution with this interleaving.
    CONTEND_INLINE void add(std::uint64_t hash) {
        std::uint64_t at = hash >> 32;
        for (unsigned probes = 0; probes < probes_max; ++probes, ++at)
            if (counted(slots[at & (capacity - 1)], hash)) {
                increment(executions);
                return;
            }
        leave_out();
    }

    /// How often the interleaving in a slot came, three times and more being three; 0: in none.
    CONTEND_INLINE unsigned times_in(std::uint64_t slot) const {
        return static_cast<unsigned>(__atomic_load_n(&slots[slot], __ATOMIC_RELAXED) & times);
    }

    CONTEND_INLINE void leave_out() { increment(left_out); }

private:
    static constexpr std::uint64_t times = 3;  // the bits that say how often; it is also the most

    CONTEND_INLINE static void increment(std::uint64_t& number) {
        __atomic_fetch_add(&number, 1, __ATOMIC_RELAXED);
    }

    // False: the slot is another interleaving's.
    CONTEND_INLINE static bool counted(std::uint64_t& slot, std::uint64_t hash) {
        std::uint64_t seen = __atomic_load_n(&slot, __ATOMIC_RELAXED);
        for (;;) {
            if (seen != 0 && (seen & ~times) != (hash & ~times)) return false;
            if ((seen & times) == times) return true;
            const std::uint64_t more = seen == 0 ? (hash & ~times) + 1 : seen + 1;
            if (__atomic_compare_exchange_n(&slot, &seen, more, false, __ATOMIC_RELAXED,
                                            __ATOMIC_RELAXED))
                return true;
        }
    }
};

}  // namespace contend::worker
