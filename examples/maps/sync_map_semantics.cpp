// What the documentation of Go's sync.Map says of each of its methods, one test a sentence: the same here.
// Where it speaks of concurrent calls, every interleaving is tried.
#include "map_specification.hpp"
#include "sync_map.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>

namespace {

using Map = maps::SyncMap<std::string, int>;
using Loaded = std::pair<int, bool>;

TEST(SyncMapSemantics, ZeroMapIsEmptyAndReadyForUse) {
    Map map;
    EXPECT_EQ(map.load("a"), std::nullopt);
    EXPECT_EQ(map.size(), 0u);
    map.store("a", 1);
    EXPECT_EQ(map.load("a"), 1);
}

TEST(SyncMapSemantics, LoadOfAnAbsentKeyGivesNothing) {
    Map map;
    map.store("a", 1);
    EXPECT_EQ(map.load("b"), std::nullopt);
}

TEST(SyncMapSemantics, StoreReplacesTheValue) {
    Map map;
    map.store("a", 1);
    map.store("a", 2);
    EXPECT_EQ(map.load("a"), 2);
    EXPECT_EQ(map.size(), 1u);
}

TEST(SyncMapSemantics, LoadOrStoreSaysWhetherItLoaded) {
    Map map;
    EXPECT_EQ(map.load_or_store("a", 1), Loaded(1, false));
    EXPECT_EQ(map.load_or_store("a", 2), Loaded(1, true));
    EXPECT_EQ(map.load("a"), 1);
}

TEST(SyncMapSemantics, LoadAndDeleteGivesTheValueBefore) {
    Map map;
    map.store("a", 1);
    EXPECT_EQ(map.load_and_delete("a"), 1);
    EXPECT_EQ(map.load_and_delete("a"), std::nullopt);
    EXPECT_EQ(map.load("a"), std::nullopt);
}

TEST(SyncMapSemantics, DeleteOfAnAbsentKeyDoesNothing) {
    Map map;
    map.store("a", 1);
    EXPECT_FALSE(map.erase("b"));
    EXPECT_TRUE(map.erase("a"));
    EXPECT_FALSE(map.erase("a"));
    EXPECT_EQ(map.size(), 0u);
}

TEST(SyncMapSemantics, SwapGivesTheValueBeforeIfAny) {
    Map map;
    EXPECT_EQ(map.swap("a", 1), std::nullopt);
    EXPECT_EQ(map.swap("a", 2), 1);
    EXPECT_EQ(map.load("a"), 2);
}

TEST(SyncMapSemantics, CompareAndSwapSwapsOnlyWhatIsEqual) {
    Map map;
    map.store("a", 1);
    EXPECT_FALSE(map.compare_and_swap("a", 2, 3));
    EXPECT_EQ(map.load("a"), 1);
    EXPECT_TRUE(map.compare_and_swap("a", 1, 3));
    EXPECT_EQ(map.load("a"), 3);
}

TEST(SyncMapSemantics, CompareAndSwapOfAnAbsentKeyIsFalse) {
    Map map;
    EXPECT_FALSE(map.compare_and_swap("a", 0, 1));
    EXPECT_EQ(map.load("a"), std::nullopt);
    map.store("a", 0);
    map.erase("a");
    EXPECT_FALSE(map.compare_and_swap("a", 0, 1));
    EXPECT_EQ(map.load("a"), std::nullopt);
}

TEST(SyncMapSemantics, CompareAndDeleteDeletesOnlyWhatIsEqual) {
    Map map;
    EXPECT_FALSE(map.compare_and_delete("a", 0));
    map.store("a", 1);
    EXPECT_FALSE(map.compare_and_delete("a", 2));
    EXPECT_EQ(map.load("a"), 1);
    EXPECT_TRUE(map.compare_and_delete("a", 1));
    EXPECT_EQ(map.load("a"), std::nullopt);
}

TEST(SyncMapSemantics, ClearDeletesAllEntries) {
    Map map;
    map.store("a", 1);
    EXPECT_EQ(map.size(), 1u);  // promoted
    map.store("b", 2);          // dirty
    map.clear();
    EXPECT_EQ(map.size(), 0u);
    EXPECT_EQ(map.load("a"), std::nullopt);
    EXPECT_EQ(map.load_or_store("b", 3), Loaded(3, false));
}

TEST(SyncMapSemantics, RangeStopsWhenTheFunctionReturnsFalse) {
    Map map;
    for (const char* key : {"a", "b", "c"}) map.store(key, 1);
    int calls = 0;
    map.range([&](const std::string&, int) { return ++calls < 2; });
    EXPECT_EQ(calls, 2);
}

TEST(SyncMapSemantics, RangeVisitsWhatThereIsOnce) {
    Map map;
    for (const char* key : {"a", "b", "c"}) map.store(key, 1);
    map.erase("b");
    map.store("c", 3);
    std::multimap<std::string, int> seen;
    map.for_each([&](const std::string& key, int value) { seen.emplace(key, value); });
    EXPECT_EQ(seen, (std::multimap<std::string, int>{{"a", 1}, {"c", 3}}));
}

TEST(SyncMapSemantics, RangeMayCallAnyMethod) {
    Map map;
    for (const char* key : {"a", "b", "c"}) map.store(key, 1);
    int calls = 0;
    map.range([&](const std::string& key, int value) {
        ++calls;
        EXPECT_EQ(map.load(key), value);
        map.store(key + key, 2);
        EXPECT_EQ(map.swap(key, 5), value);
        EXPECT_TRUE(map.compare_and_swap(key, 5, 6));
        EXPECT_GE(map.size(), 1u);
        map.erase(key);
        return true;
    });
    EXPECT_EQ(calls, 3);
    EXPECT_EQ(map.size(), 3u);
    map.range([&](const std::string&, int) {
        map.clear();
        return true;
    });
    EXPECT_EQ(map.size(), 0u);
}

TEST(SyncMapSemantics, EntriesStayThroughManyPromotions) {
    maps::SyncMap<int, int> map;
    for (int key = 0; key < 100; ++key) {
        map.store(key, key);
        if (key % 3 == 0) map.erase(key);
        for (int i = 0; i <= key; ++i)
            ASSERT_EQ(map.load(i), i % 3 == 0 ? std::nullopt : std::optional(i)) << i << ' ' << key;
    }
    EXPECT_EQ(map.size(), 66u);
}

// While somebody iterates, which promotes, and somebody else loads, which may.
TEST(SyncMapSemantics, EntriesStayReadableDuringAPromotion) {
    maps::verify(contend::body([] {
        maps::SyncMap<int, int> map;
        map.store(1, 10);
        maps::both([&] { EXPECT_EQ(map.size(), 1u); }, [&] { EXPECT_EQ(map.load(1), 10); });
    }));
}

// A key that is stored to, and one that comes, while it is iterated: the first is seen once, with a value that it had.
TEST(SyncMapSemantics, RangeVisitsNoKeyTwiceWhileKeysAreStored) {
    maps::verify(contend::body([] {
        maps::SyncMap<int, int> map;
        map.store(1, 10);
        std::multimap<int, int> seen;
        maps::both([&] { map.for_each([&](int key, int value) { seen.emplace(key, value); }); },
                   [&] {
                       map.store(1, 11);
                       map.store(2, 20);
                   });
        ASSERT_EQ(seen.count(1), 1u);
        EXPECT_LE(seen.count(2), 1u);
        const int value = seen.find(1)->second;
        EXPECT_TRUE(value == 10 || value == 11);
    }));
}

}  // namespace
