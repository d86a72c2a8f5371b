#pragma once

#include <contend/base/attributes.hpp>

#include <cstdint>

namespace contend::schedule {

/// What has been done to an object, as hashes of events: see InterleavingHash.
struct ObjectHash {
    const void* address = nullptr;
    std::uint64_t write = 0;       ///< of the last write
    std::uint64_t reads = 0;       ///< the sum of those of the reads since
    std::uint64_t generation = 0;  ///< of the table, when the entry was made
};

/// The objects of one execution, by address: a hash table with linear probing in fixed memory, of which
/// an execution touches only what it needs. Clearing it costs nothing: entries of older generations
/// count as empty.
class ObjectHashes {
public:
    static constexpr std::uint64_t capacity = 1 << 14;
    static constexpr std::uint64_t objects_max = capacity / 4 * 3;

    CONTEND_INLINE void clear() {
        ++generation_;
        size_ = 0;
    }

    /// The object's entry, all zero at first; null when there are objects_max others. Valid until
    /// clear().
    CONTEND_INLINE ObjectHash* find(const void* address) {
        // Objects that lie close together in memory do so here.
        const auto number = reinterpret_cast<std::uintptr_t>(address);
        for (std::uint64_t at = (number >> 2) ^ (number >> 18);; ++at) {
            ObjectHash& entry = entries_[at % capacity];
            if (entry.generation != generation_) return make(entry, address);
            if (entry.address == address) return &entry;
        }
    }

private:
    CONTEND_INLINE ObjectHash* make(ObjectHash& entry, const void* address) {
        if (size_ == objects_max) return nullptr;
        ++size_;
        entry.address = address;
        entry.write = entry.reads = 0;
        entry.generation = generation_;
        return &entry;
    }

    std::uint64_t generation_ = 0;
    std::uint64_t size_ = 0;
    ObjectHash entries_[capacity];
};

}  // namespace contend::schedule
