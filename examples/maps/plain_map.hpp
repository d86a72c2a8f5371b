#pragma once

#include <cstddef>
#include <optional>
#include <unordered_map>
#include <utility>

namespace maps {

/// The operations of a ConcurrentMap for one thread at a time: what is left when somebody else sees to that,
/// by a lock, an owner, or a hand-over. Costs nothing beyond the std::unordered_map in it.
template <class Key, class Value> class PlainMap {
public:
    std::optional<Value> load(const Key& key) const {
        const auto entry = entries_.find(key);
        return entry == entries_.end() ? std::nullopt : std::optional<Value>(entry->second);
    }
    /// The value itself; null if the key has none. Valid until the key is erased.
    Value* find(const Key& key) {
        const auto entry = entries_.find(key);
        return entry == entries_.end() ? nullptr : &entry->second;
    }
    void store(const Key& key, Value value) { entries_.insert_or_assign(key, std::move(value)); }
    bool erase(const Key& key) { return entries_.erase(key) != 0; }
    std::pair<Value, bool> load_or_store(const Key& key, Value value) {
        const auto [entry, is_new] = entries_.try_emplace(key, std::move(value));
        return {entry->second, !is_new};
    }
    bool compare_and_swap(const Key& key, const Value& expected, Value desired) {
        Value* const value = find(key);
        if (value == nullptr || !(*value == expected)) return false;
        *value = std::move(desired);
        return true;
    }
    std::size_t size() const { return entries_.size(); }
    template <class Function> void for_each(Function f) const {
        for (const auto& [key, value] : entries_) f(key, value);
    }

private:
    std::unordered_map<Key, Value> entries_;
};

}  // namespace maps
