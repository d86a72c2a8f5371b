#pragma once

#include "plain_map.hpp"

#include <cstddef>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <utility>

namespace maps {

/// A map behind a std::shared_mutex: readers share it, a writer has it for itself.
///
/// Guarantees: every operation is linearizable, size() and for_each() included.
/// Costs: each reader still writes the lock's own counter, so that short reads are no faster than with a mutex, and
/// often slower. for_each() keeps writers out while it runs. An `f` that calls the map may wait for itself, even
/// to read: a writer may stand between the two.
/// Choose it when most calls read, and reading takes long: a long for_each() is the case for it.
/// Under the shared lock nothing may be written: no counter of hits, no cache, no rebalancing.
template <class Key, class Value> class SharedMutexMap {
public:
    using key_type = Key;
    using mapped_type = Value;
    static constexpr bool size_is_linearizable = true;
    static constexpr bool for_each_is_linearizable = true;
    static constexpr bool for_each_may_use_the_map = false;

    std::optional<Value> load(const Key& key) const {
        const std::shared_lock lock(mutex_);
        return map_.load(key);
    }
    void store(const Key& key, Value value) {
        const std::unique_lock lock(mutex_);
        map_.store(key, std::move(value));
    }
    bool erase(const Key& key) {
        const std::unique_lock lock(mutex_);
        return map_.erase(key);
    }
    std::pair<Value, bool> load_or_store(const Key& key, Value value) {
        const std::unique_lock lock(mutex_);
        return map_.load_or_store(key, std::move(value));
    }
    bool compare_and_swap(const Key& key, const Value& expected, Value desired) {
        const std::unique_lock lock(mutex_);
        return map_.compare_and_swap(key, expected, std::move(desired));
    }
    std::size_t size() const {
        const std::shared_lock lock(mutex_);
        return map_.size();
    }
    template <class Function> void for_each(Function f) const {
        const std::shared_lock lock(mutex_);
        map_.for_each(f);
    }

private:
    mutable std::shared_mutex mutex_;
    PlainMap<Key, Value> map_;
};

}  // namespace maps
