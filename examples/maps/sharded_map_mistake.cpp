// A map with a lock per shard, and the two mistakes that are made with it.
#include "plain_map.hpp"

#include <contend/gtest.hpp>

#include <array>
#include <cstddef>
#include <mutex>

namespace {

constexpr std::size_t shard_count = 4;
constexpr std::size_t lock_count = 2;

std::size_t shard_of(int key) { return static_cast<std::size_t>(key) % shard_count; }

// The shards were made more, the locks were not; or the other way round. Wrong: put() and get() disagree on which lock
// is whose, where the key's remainders differ: 2 is in shard 2, whose lock is the first for the one and for the other
// the second.
class WrongLock {
public:
    void put(int key, int value) {
        const std::lock_guard lock(locks_[shard_of(key) % lock_count]);
        shards_[shard_of(key)].store(key, value);
    }

    bool contains(int key) {
        const std::lock_guard lock(locks_[shard_of(key) * lock_count / shard_count]);
        return shards_[shard_of(key)].load(key).has_value();
    }

private:
    std::array<std::mutex, lock_count> locks_;
    std::array<maps::PlainMap<int, int>, shard_count> shards_;
};

// Wrong: "a size is only a hint", so it is summed without the locks. It is no hint but a race: the shard's own count is
// read while it is written.
class UnlockedSize {
public:
    void put(int key, int value) {
        const std::lock_guard lock(locks_[shard_of(key)]);
        shards_[shard_of(key)].store(key, value);
    }

    std::size_t size() const {
        std::size_t sum = 0;
        for (const auto& shard : shards_) sum += shard.size();
        return sum;
    }

private:
    std::array<std::mutex, shard_count> locks_;
    std::array<maps::PlainMap<int, int>, shard_count> shards_;
};

// Wrong without a race: each count is read under its lock, one after the other. A key that is erased when its shard
// has been counted, and another that comes after it to a shard that has not, are both in the sum: a size that the map
// never had.
class SizeOfNoMoment {
public:
    SizeOfNoMoment() { put(0, 0); }

    void put(int key, int value) {
        const std::lock_guard lock(locks_[shard_of(key)]);
        shards_[shard_of(key)].store(key, value);
    }

    bool erase(int key) {
        const std::lock_guard lock(locks_[shard_of(key)]);
        return shards_[shard_of(key)].erase(key);
    }

    std::size_t size() const {
        std::size_t sum = 0;
        for (std::size_t i = 0; i < shard_count; ++i) {
            const std::lock_guard lock(locks_[i]);
            sum += shards_[i].size();
        }
        return sum;
    }

private:
    mutable std::array<std::mutex, shard_count> locks_;
    std::array<maps::PlainMap<int, int>, shard_count> shards_;
};

}  // namespace

CONTEND_TEST(ShardedMap, TakesTheLockOfAnotherShard) {
    return contend::spec<WrongLock>()
        .operation("put", &WrongLock::put)
        .operation("contains", &WrongLock::contains)
        .criterion(contend::check::Criterion::none)  // the results are wrong too
        .expect("data-race");
}

CONTEND_TEST(ShardedMap, IsCountedWithoutLocks) {
    return contend::spec<UnlockedSize>()
        .operation("put", &UnlockedSize::put)
        .operation("size", &UnlockedSize::size)
        .criterion(contend::check::Criterion::none)  // the results are wrong too
        .expect("data-race");
}

CONTEND_TEST(ShardedMap, IsCountedShardByShard) {
    return contend::spec<SizeOfNoMoment>()
        .operation("put", &SizeOfNoMoment::put)
        .operation("erase", &SizeOfNoMoment::erase, rc::gen::inRange(0, 2))
        .operation("size", &SizeOfNoMoment::size)
        .operations_per_thread(1, 2)
        .expect("not-linearizable");
}
