#pragma once

#include "plain_map.hpp"

#include <array>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace maps {

/// A map in `partitions` parts without locks, each of which belongs to who holds its handle, a Partition.
///
/// A handle can be moved, not copied, so that there is one: whoever has it uses the part as a map of its own, with
/// nothing in between. Handing a part over is moving the handle, into a thread's arguments, through a channel, a future:
/// that what one owner wrote is there for the next follows from the way that it went. A handle that is destroyed goes
/// back to the map, where take() gets it.
///
/// Guarantees: within a part, those of the program's own order. For the map as a whole, which is the ConcurrentMap:
/// load(), store() and so on take the handle of the key's part, waiting for it, use it, and give it back. So every
/// operation is linearizable; size() and for_each() take all handles, in their order, and are too.
/// Costs: nothing at all for the owner. For anybody else, a wait until the owner gives the part back, however long
/// that is. A thread that holds a part and calls the map for one of its keys, or for the size, waits for itself; take
/// several parts in ascending order, or two threads wait for one another.
/// Choose it when keys divide by themselves (a connection, a player, a symbol), and one thread works on some of them
/// for long. As a map that anybody asks for anything, shards are simpler.
template <class Key, class Value, std::size_t partitions = 16> class PartitionedMap {
    struct Home;

public:
    using key_type = Key;
    using mapped_type = Value;
    using Map = PlainMap<Key, Value>;
    static constexpr bool size_is_linearizable = true;
    static constexpr bool for_each_is_linearizable = true;
    static constexpr bool for_each_may_use_the_map = false;

    /// The right to use a part: `->` leads to its PlainMap. What that gave out (pointers to values, say) is not to be used
    /// after the handle was moved or destroyed. It must not outlive the map.
    class Partition {
    public:
        Partition(Partition&& from) noexcept : home_(std::exchange(from.home_, nullptr)) {}
        Partition& operator=(Partition&& from) noexcept {
            Partition(std::move(from)).swap(*this);
            return *this;
        }
        ~Partition() {
            if (home_ != nullptr) home_->give_back();
        }
        /// Whether it was not moved from.
        explicit operator bool() const { return home_ != nullptr; }
        Map* operator->() const { return &home_->map; }
        Map& operator*() const { return home_->map; }

    private:
        friend PartitionedMap;
        explicit Partition(Home& home) : home_(&home) {}
        void swap(Partition& other) noexcept { std::swap(home_, other.home_); }

        Home* home_;
    };

    /// Which part a key is in, below `partitions`.
    static std::size_t index_of(const Key& key) { return std::hash<Key>()(key) % partitions; }

    /// Waits until nobody has it.
    Partition take(std::size_t index) const { return homes_[index].take(); }
    Partition take_of(const Key& key) const { return take(index_of(key)); }

    std::optional<Value> load(const Key& key) const { return take_of(key)->load(key); }
    void store(const Key& key, Value value) { take_of(key)->store(key, std::move(value)); }
    bool erase(const Key& key) { return take_of(key)->erase(key); }
    std::pair<Value, bool> load_or_store(const Key& key, Value value) {
        return take_of(key)->load_or_store(key, std::move(value));
    }
    bool compare_and_swap(const Key& key, const Value& expected, Value desired) {
        return take_of(key)->compare_and_swap(key, expected, std::move(desired));
    }
    std::size_t size() const {
        std::size_t sum = 0;
        for (const Partition& partition : take_all()) sum += partition->size();
        return sum;
    }
    template <class Function> void for_each(Function f) const {
        const std::vector<Partition> all = take_all();
        for (const Partition& partition : all) partition->for_each(f);
    }

private:
    // Where a handle is while nobody has it.
    struct alignas(64) Home {
        Map map;
        std::mutex mutex;
        std::condition_variable came_back;
        bool is_here = true;

        Partition take() {
            std::unique_lock lock(mutex);
            came_back.wait(lock, [this] { return is_here; });
            is_here = false;
            return Partition(*this);
        }
        // Notified under the lock: who takes it next may be the one who destroys the map.
        void give_back() {
            const std::lock_guard lock(mutex);
            is_here = true;
            came_back.notify_one();
        }
    };

    std::vector<Partition> take_all() const {
        std::vector<Partition> all;
        all.reserve(partitions);
        for (std::size_t i = 0; i < partitions; ++i) all.push_back(take(i));
        return all;
    }

    mutable std::array<Home, partitions> homes_;
};

}  // namespace maps
