// A hash map with a lock for every other bucket. Who makes it larger takes all locks, and moves the entries.
//
// Wrong: a bucket is computed before its lock is taken. When the map grew in between, the entry goes where nobody seeks it.
#include "suite.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <vector>

namespace {

template <bool Right> class StripedMap {
public:
    static contend::Testable specification() {
        return contend::spec<StripedMap>()
            .operation("insert", &StripedMap::insert)
            .operation("grow", &StripedMap::grow)
            .final("find", [](StripedMap& map, int key) { EXPECT_TRUE(map.contains(key)); });
    }

private:
    std::mutex& lock_of(unsigned hash) { return locks_[hash % locks_.size()]; }

    void insert(unsigned key) {
        std::size_t bucket = key % size_.load();
        const std::lock_guard lock(lock_of(key));
        if constexpr (Right) bucket = key % size_.load();
        buckets_[bucket].push_back(key);
    }

    bool contains(int key) {
        const auto hash = static_cast<unsigned>(key);
        const std::lock_guard lock(lock_of(hash));
        const std::vector<unsigned>& bucket = buckets_[hash % size_.load()];
        return std::find(bucket.begin(), bucket.end(), hash) != bucket.end();
    }

    void grow() {
        const std::scoped_lock all(locks_[0], locks_[1]);
        std::vector<std::vector<unsigned>> larger(2 * buckets_.size());
        for (const std::vector<unsigned>& bucket : buckets_)
            for (const unsigned key : bucket) larger[key % larger.size()].push_back(key);
        buckets_.swap(larger);
        size_.store(buckets_.size());
    }

    std::array<std::mutex, 2> locks_;
    std::vector<std::vector<unsigned>> buckets_{2};
    std::atomic<std::size_t> size_ = 2;
};

}  // namespace

CONTEND_QUALITY(striped_resize) {
    return contend::quality::right_and_wrong<StripedMap>(
        "assertion", "/insert:3/insert:2+insert:4+insert:6+grow/find:3+find:2");
}
