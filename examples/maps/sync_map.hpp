#pragma once

#include "sync_map_tables.hpp"

#include <cstddef>
#include <optional>
#include <utility>

namespace maps {

/// A map whose known keys are read and written without a lock, after the idea of Go's sync.Map. SyncMapTables tells how.
///
/// Guarantees: every operation on a key is linearizable, and so is clear(). A key that was there at the last promotion (an
/// iteration is one) is loaded, stored to and erased without a wait for anybody, until it has been erased. range() sees each key at most once; every value that it sees the key had at some moment during
/// the call; keys that come or go meanwhile are seen or not. `f` may call any function of the map. size() counts by
/// range(), and is of no single moment.
/// Costs: a new key takes the lock, and the first one after a promotion copies the table. A value is allocated by
/// each store, and freed when no call is under way (see Readers): calls that never cease to overlap keep all old values.
/// Choose it when keys are written once and read often, or each thread has keys of its own. Otherwise shards are faster.
///
/// `Value` is copied, and compared by compare_and_swap() and compare_and_delete().
template <class Key, class Value> class SyncMap {
public:
    using key_type = Key;
    using mapped_type = Value;
    static constexpr bool size_is_linearizable = false;
    static constexpr bool for_each_is_linearizable = false;
    static constexpr bool for_each_may_use_the_map = true;

    std::optional<Value> load(const Key& key) const {
        return change(key, [](const Value*) { return Change::none; });
    }
    void store(const Key& key, const Value& value) { swap(key, value); }
    /// The value before.
    std::optional<Value> swap(const Key& key, const Value& value) {
        return change(key, [](const Value*) { return Change::put; }, &value);
    }
    std::pair<Value, bool> load_or_store(const Key& key, const Value& value) {
        const auto before =
            change(key, [](const Value* now) { return now ? Change::none : Change::put; }, &value);
        return {before.value_or(value), before.has_value()};
    }
    bool erase(const Key& key) { return load_and_delete(key).has_value(); }
    std::optional<Value> load_and_delete(const Key& key) {
        return change(key, [](const Value* now) { return now ? Change::remove : Change::none; });
    }
    bool compare_and_swap(const Key& key, const Value& expected, const Value& desired) {
        return change_if(key, expected, Change::put, &desired);
    }
    bool compare_and_delete(const Key& key, const Value& expected) {
        return change_if(key, expected, Change::remove, nullptr);
    }
    void clear() { tables_.clear(); }
    /// Until f(key, value) returns false.
    template <class Function> void range(Function f) const { tables_.range(f); }
    template <class Function> void for_each(Function f) const {
        range([&](const Key& key, const Value& value) {
            f(key, value);
            return true;
        });
    }
    std::size_t size() const {
        std::size_t count = 0;
        for_each([&](const Key&, const Value&) { ++count; });
        return count;
    }

private:
    bool change_if(const Key& key, const Value& expected, Change then, const Value* desired) {
        const auto same = [&](const Value* now) { return now != nullptr && *now == expected; };
        const auto before =
            change(key, [&](const Value* now) { return same(now) ? then : Change::none; }, desired);
        return before && same(&*before);
    }

    template <class Decide>
    std::optional<Value> change(const Key& key, Decide decide,
                                const Value* desired = nullptr) const {
        return tables_.change(key, decide, desired);
    }

    mutable SyncMapTables<Key, Value> tables_;  // reading promotes
};

}  // namespace maps
