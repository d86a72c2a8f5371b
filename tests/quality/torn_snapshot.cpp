// A counter in shards, and a snapshot of all of them.
//
// Wrong: the snapshot locks one shard after the other. What moves from a shard not yet read to one that was is not seen.
#include "suite.hpp"

#include <array>
#include <mutex>

namespace {

template <bool Right> class Shards {
public:
    static contend::Testable specification() {
        return contend::spec<Shards>()
            .operation("move", &Shards::move)
            .operation("items", &Shards::items)
            .operation("snapshot", &Shards::snapshot);
    }

private:
    struct Shard {
        std::mutex mutex;
        int items = 4;
    };

    void move(unsigned from, unsigned to) {
        const std::scoped_lock both(shards_[from].mutex, shards_[to].mutex);
        --shards_[from].items;
        ++shards_[to].items;
    }

    int items(unsigned shard) {
        const std::lock_guard lock(shards_[shard].mutex);
        return shards_[shard].items;
    }

    void snapshot() {
        int total = 0;
        if constexpr (Right) {
            const std::scoped_lock all(shards_[0].mutex, shards_[1].mutex, shards_[2].mutex);
            for (const Shard& shard : shards_) total += shard.items;
        } else {
            for (Shard& shard : shards_) {
                const std::lock_guard lock(shard.mutex);
                total += shard.items;
            }
        }
        EXPECT_EQ(total, 12);
    }

    std::array<Shard, 3> shards_;
};

}  // namespace

CONTEND_QUALITY(torn_snapshot) {
    return contend::quality::right_and_wrong<Shards>(
        "assertion", "/snapshot/items:0+items:1+items:2+items:0+items:1+move:0:2/");
}
