#pragma once

#include "plain_map.hpp"

#include <cstddef>
#include <mutex>
#include <optional>
#include <utility>

namespace maps {

/// A map behind one mutex. Take this one until a profile says otherwise.
///
/// Guarantees: every operation is linearizable, size() and for_each() included.
/// Costs: one thread at a time. for_each() holds the lock while it runs, so that all others wait for `f`; an `f`
/// that calls the map waits for itself.
/// Choose it when calls are short, or threads few, or you want to be done.
template <class Key, class Value> class MutexMap {
public:
    using key_type = Key;
    using mapped_type = Value;
    static constexpr bool size_is_linearizable = true;
    static constexpr bool for_each_is_linearizable = true;
    static constexpr bool for_each_may_use_the_map = false;

    std::optional<Value> load(const Key& key) const {
        const std::lock_guard lock(mutex_);
        return map_.load(key);
    }
    void store(const Key& key, Value value) {
        const std::lock_guard lock(mutex_);
        map_.store(key, std::move(value));
    }
    bool erase(const Key& key) {
        const std::lock_guard lock(mutex_);
        return map_.erase(key);
    }
    std::pair<Value, bool> load_or_store(const Key& key, Value value) {
        const std::lock_guard lock(mutex_);
        return map_.load_or_store(key, std::move(value));
    }
    bool compare_and_swap(const Key& key, const Value& expected, Value desired) {
        const std::lock_guard lock(mutex_);
        return map_.compare_and_swap(key, expected, std::move(desired));
    }
    std::size_t size() const {
        const std::lock_guard lock(mutex_);
        return map_.size();
    }
    template <class Function> void for_each(Function f) const {
        const std::lock_guard lock(mutex_);
        map_.for_each(f);
    }

private:
    mutable std::mutex mutex_;
    PlainMap<Key, Value> map_;
};

}  // namespace maps
