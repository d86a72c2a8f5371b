#pragma once

#include "concurrent_map.hpp"

#include <contend/check/models.hpp>
#include <contend/gtest.hpp>
#include <contend/report/report.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <thread>
#include <utility>

/// What is asked of every map, whatever it is made of. The keys and values are int.
namespace maps {

/// What a map does when one thread uses it.
struct MapModel : contend::models::Map<int, int> {
    std::optional<int> load(int key) const { return get(key); }
    std::pair<int, bool> load_or_store(int key, int value) {
        const bool loaded = contains(key);
        return {get_or_insert(key, value), loaded};
    }
};

/// f(key, value) of for_each(), as a value; a key that comes twice is there as -1, which nobody stores.
template <ConcurrentMap Map> std::map<int, int> contents(const Map& map) {
    std::map<int, int> seen;
    map.for_each([&](int key, int value) {
        if (!seen.emplace(key, value).second) seen[-1] = key;
    });
    return seen;
}

inline contend::Model<MapModel> map_model() {
    return contend::model<MapModel>()
        .operation("load", [](const MapModel& map, int key) { return map.load(key); })
        .operation("store", [](MapModel& map, int key, int value) { map.put(key, value); })
        .operation("erase", [](MapModel& map, int key) { return map.erase(key); })
        .operation("load_or_store",
                   [](MapModel& map, int key, int value) { return map.load_or_store(key, value); })
        .operation("compare_and_swap",
                   [](MapModel& map, int key, int expected, int desired) {
                       return map.compare_and_swap(key, expected, desired);
                   })
        .operation("size", [](const MapModel& map) { return map.size(); })
        .operation("contents", [](const MapModel& map) { return map.state(); });
}

/// No interleaving has a race, a deadlock, or results that no order of the calls explains; the size and the contents
/// are judged where the map promises them. In the end it has no key twice, and as many as it says.
template <ConcurrentMap Map> contend::Spec<Map> map_specification() {
    const auto key = rc::gen::inRange(0, 2);
    const auto value = rc::gen::inRange(0, 2);
    auto specification =
        contend::spec<Map>()
            .operation(
                "load", [](const Map& map, int k) { return map.load(k); }, key)
            .operation(
                "store", [](Map& map, int k, int v) { map.store(k, v); }, key, value)
            .operation(
                "erase", [](Map& map, int k) { return map.erase(k); }, key)
            .operation(
                "load_or_store", [](Map& map, int k, int v) { return map.load_or_store(k, v); },
                key, value)
            .operation(
                "compare_and_swap",
                [](Map& map, int k, int expected, int desired) {
                    return map.compare_and_swap(k, expected, desired);
                },
                key, value, value)
            .operation("size", [](const Map& map) { return map.size(); });
    if constexpr (!Map::size_is_linearizable) specification = specification.unjudged();
    specification = specification.operation("contents", contents<Map>);
    if constexpr (!Map::for_each_is_linearizable) specification = specification.unjudged();
    return specification
        .invariant("has as many keys as it says",
                   [](const Map& map) { return contents(map).size() == map.size(); })
        .invariant("has no key twice", [](const Map& map) { return contents(map).count(-1) == 0; })
        .model(map_model())
        .threads(2, 3)
        .operations_per_thread(1, 3);
}

/// Runs both at once, to their end.
template <class First, class Second> void both(First first, Second second) {
    std::thread other(second);
    first();
    other.join();
}

/// Explores it and expects that it held in every interleaving: verified, not only tried. With the default options
/// that is what the portfolio does where there are few, and `--contend_strategy=exhaustive` whatever there is.
inline void verify(const contend::Testable& testable) {
    const contend::Result result = contend::explore(testable);
    EXPECT_TRUE(result.passed()) << result;
    EXPECT_TRUE(result.report().stats.exhausted)
        << "not every interleaving was explored: " << result;
}

/// Of two that want to be the first, one is; both hear of it.
template <ConcurrentMap Map> contend::Testable stores_once() {
    return contend::body([] {
        Map map;
        std::pair<int, bool> mine;
        std::pair<int, bool> theirs;
        both([&] { mine = map.load_or_store(1, 10); }, [&] { theirs = map.load_or_store(1, 20); });
        EXPECT_NE(mine.second, theirs.second);
        EXPECT_EQ(mine.first, mine.second ? 20 : 10);
        EXPECT_EQ(theirs.first, mine.first);
        EXPECT_EQ(map.load(1), mine.first);
    });
}

/// Of two swaps from the same value, one happens.
template <ConcurrentMap Map> contend::Testable swaps_once() {
    return contend::body([] {
        Map map;
        map.store(1, 0);
        bool mine = false;
        bool theirs = false;
        both([&] { mine = map.compare_and_swap(1, 0, 10); },
             [&] { theirs = map.compare_and_swap(1, 0, 20); });
        EXPECT_NE(mine, theirs);
        EXPECT_EQ(map.load(1), mine ? 10 : 20);
    });
}

/// Of two that erase a key, one had it.
template <ConcurrentMap Map> contend::Testable erases_once() {
    return contend::body([] {
        Map map;
        map.store(1, 0);
        bool mine = false;
        bool theirs = false;
        both([&] { mine = map.erase(1); }, [&] { theirs = map.erase(1); });
        EXPECT_NE(mine, theirs);
        EXPECT_EQ(map.size(), 0u);
    });
}

/// What this folder is named after: it is iterated while it is written.
template <ConcurrentMap Map> contend::Testable is_iterated_while_written() {
    return contend::body([] {
        Map map;
        map.store(1, 10);
        std::map<int, int> seen;
        both([&] { seen = contents(map); }, [&] { map.store(2, 20); });
        EXPECT_EQ(seen.count(-1), 0u);
        EXPECT_EQ(seen.at(1), 10);
        EXPECT_LE(seen.size(), 2u);
        EXPECT_EQ(contents(map), (std::map<int, int>{{1, 10}, {2, 20}}));
    });
}

}  // namespace maps

/// The tests of one map: `MAP_TESTS(MutexMap, maps::MutexMap<int, int>)`.
#define MAP_TESTS(suite, ...)                                                              \
    MAP_SPECIFICATION(suite, __VA_ARGS__)                                                  \
    TEST(suite, IsVerifiedToStoreOnce) { maps::verify(maps::stores_once<__VA_ARGS__>()); } \
    TEST(suite, IsVerifiedToSwapOnce) { maps::verify(maps::swaps_once<__VA_ARGS__>()); }   \
    TEST(suite, IsVerifiedToEraseOnce) { maps::verify(maps::erases_once<__VA_ARGS__>()); } \
    TEST(suite, IsVerifiedToBeIteratedWhileWritten) {                                      \
        maps::verify(maps::is_iterated_while_written<__VA_ARGS__>());                      \
    }

/// The same for a map with threads of its own, whose interleavings are too many to see them all.
#define LARGE_MAP_TESTS(suite, ...)                                              \
    MAP_SPECIFICATION(suite, __VA_ARGS__)                                        \
    CONTEND_TEST(suite, StoresOnce) { return maps::stores_once<__VA_ARGS__>(); } \
    CONTEND_TEST(suite, SwapsOnce) { return maps::swaps_once<__VA_ARGS__>(); }   \
    CONTEND_TEST(suite, ErasesOnce) { return maps::erases_once<__VA_ARGS__>(); } \
    CONTEND_TEST(suite, IsIteratedWhileWritten) {                                \
        return maps::is_iterated_while_written<__VA_ARGS__>();                   \
    }

#define MAP_SPECIFICATION(suite, ...)                \
    static_assert(maps::ConcurrentMap<__VA_ARGS__>); \
    CONTEND_TEST(suite, KeepsItsPromises) { return maps::map_specification<__VA_ARGS__>(); }
