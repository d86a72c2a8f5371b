// A map with a lock per shard. Two shards, so that two keys meet in one as often as not; the third test is of what
// for_each() does not promise.
#include "sharded_map.hpp"
#include "map_specification.hpp"

namespace {

using Map = maps::ShardedMap<int, int, 2>;

}  // namespace

MAP_TESTS(ShardedMap, Map)

// The header warns: what was stored first may be missing where what was stored second is seen. That does happen.
CONTEND_TEST(ShardedMap, IsIteratedAtADifferentMomentInEachShard) {
    return contend::body([] {
               Map map;
               std::map<int, int> seen;
               maps::both([&] { seen = maps::contents(map); },
                          [&] {
                              map.store(0, 1);
                              map.store(1, 1);
                          });
               EXPECT_FALSE(seen.count(1) == 1 && seen.count(0) == 0);
           })
        .expect("assertion");
}

// Two sizes at once take the locks in one order, so that neither waits for the other.
TEST(ShardedMap, IsVerifiedToCountWhileCounting) {
    maps::verify(contend::body([] {
        Map map;
        std::size_t mine = 0;
        std::size_t theirs = 0;
        maps::both([&] { mine = map.size(); }, [&] { theirs = map.size(); });
        EXPECT_EQ(mine + theirs, 0u);
    }));
}
