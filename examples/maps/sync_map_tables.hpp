#pragma once

#include "sync_map_entry.hpp"

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>

namespace maps {

/// What a SyncMap is made of.
///
/// The idea: there are two tables of entries. The *snapshot* is published, never gets another key, and anybody looks
/// into it without a lock. The *dirty* table, behind a lock, has all keys; it exists while the snapshot is `amended`,
/// which is, lacks some. Who misses in an amended snapshot looks into the dirty one; when that has been in vain as often
/// as the dirty table is long, it becomes the snapshot. An entry is shared by both tables, and holds its value in an
/// atomic: so a key that is in the snapshot can be stored to and erased without the lock. An erased key's entry is
/// left empty. When a new dirty table is made of the snapshot, empty entries are left out and *expunged*: who stores to
/// such a one has to put it into the dirty table first, under the lock, lest the value be lost in the next promotion.
template <class Key, class Value> class SyncMapTables {
public:
    SyncMapTables() = default;
    SyncMapTables(const SyncMapTables&) = delete;
    SyncMapTables& operator=(const SyncMapTables&) = delete;
    ~SyncMapTables() { delete snapshot_.load(); }

    /// Does to the key's value what `decide(value)` says of the one it has, null for none, in one moment; which
    /// value that was. Every operation on a key is this.
    template <class Decide>
    std::optional<Value> change(const Key& key, Decide decide, const Value* desired) {
        const Readers::Visit visit(readers_);
        std::optional<Value> before;
        const Snapshot& snapshot = *snapshot_.load();
        Entry* const entry = find(snapshot.entries, key);
        if (entry != nullptr && entry->change(readers_, decide, desired, before)) return before;
        const bool is_absent = entry == nullptr && !snapshot.amended;
        if (is_absent && decide(nullptr) == Change::none) return before;
        change_behind_the_lock(key, decide, desired, before);
        return before;
    }

    void clear() {
        const Readers::Visit visit(readers_);
        const std::lock_guard lock(mutex_);
        dirty_.clear();
        publish_dirty();
    }

    /// Until f(key, value) returns false.
    template <class Function> void range(Function f) {
        const Readers::Visit visit(readers_);
        for (const auto& [key, entry] : complete_snapshot().entries)
            if (const Value* const value = entry->value(); value != nullptr && !f(key, *value))
                return;
    }

private:
    using Entry = SyncMapEntry<Value>;
    using Table = std::unordered_map<Key, std::shared_ptr<Entry>>;
    struct Snapshot : Retired {
        explicit Snapshot(Table table) : entries(std::move(table)) {}
        const Table entries;
        std::atomic<bool> amended = false;
    };

    static Entry* find(const Table& table, const Key& key) {
        const auto place = table.find(key);
        return place == table.end() ? nullptr : place->second.get();
    }

    template <class Decide>
    void change_behind_the_lock(const Key& key, Decide decide, const Value* desired,
                                std::optional<Value>& before) {
        const std::lock_guard lock(mutex_);
        const Snapshot& snapshot = *snapshot_.load();
        if (const auto place = snapshot.entries.find(key); place != snapshot.entries.end()) {
            if (place->second->recover()) dirty_.insert(*place);
            place->second->change(readers_, decide, desired, before);
        } else if (Entry* const entry = find(dirty_, key); entry != nullptr) {
            entry->change(readers_, decide, desired, before);
            count_miss();
        } else if (decide(nullptr) == Change::none) {
            if (snapshot.amended) count_miss();
        } else {
            amend();
            dirty_.emplace(key, std::make_shared<Entry>(*desired));
        }
    }

    void count_miss() {
        if (++misses_ >= dirty_.size()) publish_dirty();
    }

    void publish_dirty() {
        readers_.retire(snapshot_.exchange(new Snapshot(std::exchange(dirty_, Table()))));
        misses_ = 0;
    }

    void amend() {
        Snapshot& snapshot = *snapshot_.load();
        if (snapshot.amended) return;
        for (const auto& place : snapshot.entries)
            if (!place.second->expunge()) dirty_.insert(place);
        snapshot.amended = true;
    }

    const Snapshot& complete_snapshot() {
        if (snapshot_.load()->amended) {
            const std::lock_guard lock(mutex_);
            if (snapshot_.load()->amended) publish_dirty();
        }
        return *snapshot_.load();
    }

    Readers readers_;
    std::atomic<Snapshot*> snapshot_ = new Snapshot(Table());
    std::mutex mutex_;
    Table dirty_;
    std::size_t misses_ = 0;
};

}  // namespace maps
