// A map after the idea of Go's sync.Map. Beside what is asked of every map: what its two tables, their promotion and the
// expunged entries can do to one another.
#include "sync_map.hpp"
#include "map_specification.hpp"

#include <contend/gtest.hpp>

namespace {

using Map = maps::SyncMap<int, int>;

// All keys are in the snapshot: what an iteration leaves behind.
void promote(const Map& map) {
    map.range([](int, int) { return false; });
}

struct Promoted : Map {
    Promoted() {
        store(0, 0);
        store(1, 1);
        promote(*this);
    }
};

}  // namespace

MAP_TESTS(SyncMap, Map)

// The operations that other maps do not have.
CONTEND_TEST(SyncMap, IsLinearizableInWhatItOffersBeside) {
    const auto key = rc::gen::inRange(0, 2);
    return contend::spec<Map>()
        .operation(
            "swap", [](Map& map, int k, int v) { return map.swap(k, v); }, key, key)
        .operation(
            "take", [](Map& map, int k) { return map.load_and_delete(k); }, key)
        .operation(
            "compare_and_delete",
            [](Map& map, int k, int v) { return map.compare_and_delete(k, v); }, key, key)
        .operation("clear", [](Map& map) { map.clear(); })
        .operation("iterate", [](Map& map) { promote(map); });
}

// A known key needs nobody: not the one who holds the lock, nor one who is in the middle of a store to it.
CONTEND_TEST(SyncMap, ReadsAndWritesKnownKeysWithoutALock) {
    const auto key = rc::gen::inRange(0, 2);
    return contend::spec<Promoted>()
        .operation(
            "load", [](const Promoted& map, int k) { return map.load(k); }, key)
        .operation(
            "store", [](Promoted& map, int k, int v) { map.store(k, v); }, key, key)
        .lock_free("load")
        .lock_free("store");
}

// The entry of an erased key is expunged while somebody stores to it: the value is in the dirty table too, or the
// promotion loses it.
TEST(SyncMap, IsVerifiedToLoseNothingThatIsExpungedMeanwhile) {
    maps::verify(contend::body([] {
        Map map;
        map.store(1, 10);
        promote(map);
        map.erase(1);
        maps::both([&] { map.store(2, 20); }, [&] { map.store(1, 11); });
        promote(map);
        EXPECT_EQ(map.load(1), 11);
        EXPECT_EQ(map.load(2), 20);
    }));
}

TEST(SyncMap, IsVerifiedToLoseNothingInAPromotion) {
    maps::verify(contend::body([] {
        Map map;
        map.store(1, 10);
        maps::both([&] { EXPECT_EQ(map.load(1), 10); },  // a miss: the table of one key is promoted
                   [&] { map.store(2, 20); });
        EXPECT_EQ(map.load(1), 10);
        EXPECT_EQ(map.load(2), 20);
    }));
}

TEST(SyncMap, IsVerifiedToBeClearedInOneMoment) {
    maps::verify(contend::body([] {
        Map map;
        map.store(1, 10);
        promote(map);
        std::optional<int> before;
        maps::both([&] { map.clear(); }, [&] { before = map.swap(1, 20); });
        // Swapped before it was cleared, or after.
        EXPECT_EQ(map.load(1), before == 10 ? std::nullopt : std::optional(20));
    }));
}
