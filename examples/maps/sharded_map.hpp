#pragma once

#include "plain_map.hpp"

#include <array>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

namespace maps {

/// A map in `shards` parts, with a lock each; a key's hash says in which part it is.
///
/// Guarantees: every operation on a key is linearizable. size() takes all locks, in their order, and is linearizable
/// too; in any other order two sizes could wait for one another. for_each() takes one lock at a time: what it sees
/// of a shard is that of one moment, but the moments of two shards differ. It can see what was stored second and
/// miss what was stored first. No key comes twice, since no key changes its shard.
/// Costs: two threads meet if their keys share a shard, once in `shards` for keys that hash well. size() waits for
/// everybody. `f` runs under a shard's lock; if it calls the map, it may wait for itself.
/// Choose it when many threads write, to many keys. All threads on one hot key are no better off than with a mutex.
template <class Key, class Value, std::size_t shards = 16> class ShardedMap {
public:
    using key_type = Key;
    using mapped_type = Value;
    static constexpr bool size_is_linearizable = true;
    static constexpr bool for_each_is_linearizable = false;
    static constexpr bool for_each_may_use_the_map = false;

    std::optional<Value> load(const Key& key) const {
        const Shard& shard = shard_of(key);
        const std::lock_guard lock(shard.mutex);
        return shard.map.load(key);
    }
    void store(const Key& key, Value value) {
        Shard& shard = shard_of(key);
        const std::lock_guard lock(shard.mutex);
        shard.map.store(key, std::move(value));
    }
    bool erase(const Key& key) {
        Shard& shard = shard_of(key);
        const std::lock_guard lock(shard.mutex);
        return shard.map.erase(key);
    }
    std::pair<Value, bool> load_or_store(const Key& key, Value value) {
        Shard& shard = shard_of(key);
        const std::lock_guard lock(shard.mutex);
        return shard.map.load_or_store(key, std::move(value));
    }
    bool compare_and_swap(const Key& key, const Value& expected, Value desired) {
        Shard& shard = shard_of(key);
        const std::lock_guard lock(shard.mutex);
        return shard.map.compare_and_swap(key, expected, std::move(desired));
    }
    std::size_t size() const {
        std::array<std::unique_lock<std::mutex>, shards> locks;
        for (std::size_t i = 0; i < shards; ++i) locks[i] = std::unique_lock(shards_[i].mutex);
        std::size_t sum = 0;
        for (const Shard& shard : shards_) sum += shard.map.size();
        return sum;
    }
    template <class Function> void for_each(Function f) const {
        for (const Shard& shard : shards_) {
            const std::lock_guard lock(shard.mutex);
            shard.map.for_each(f);
        }
    }

private:
    // A cache line each, so that threads on neighbouring shards do not slow one another down.
    struct alignas(64) Shard {
        mutable std::mutex mutex;
        PlainMap<Key, Value> map;
    };

    Shard& shard_of(const Key& key) { return shards_[std::hash<Key>()(key) % shards]; }
    const Shard& shard_of(const Key& key) const { return shards_[std::hash<Key>()(key) % shards]; }

    std::array<Shard, shards> shards_;
};

}  // namespace maps
