// A map that belongs to one thread, which is asked by the others. Beside what is asked of every map: that it can be shut
// down at any time, and nobody waits for ever.
#include "actor_map.hpp"
#include "map_specification.hpp"

#include <optional>
#include <thread>

namespace {

using Map = maps::ActorMap<int, int>;

std::optional<std::size_t> count(const Map& map) {
    return map.ask([](Map::Map& entries) { return entries.size(); });
}

}  // namespace

MAP_TESTS(ActorMap, Map)

// A call is answered, or refused: it never hangs, and what was answered has been done.
CONTEND_TEST(ActorMap, IsShutDownWhileItIsAsked) {
    return contend::body([] {
        Map map(1);
        std::optional<std::pair<int, bool>> mine;
        std::optional<std::pair<int, bool>> theirs;
        const auto claim = [&](int value) {
            return map.ask([=](Map::Map& entries) { return entries.load_or_store(1, value); });
        };
        std::thread first([&] { mine = claim(10); });
        std::thread second([&] { theirs = claim(20); });
        map.shut_down();
        first.join();
        second.join();
        if (mine && theirs) EXPECT_NE(mine->second, theirs->second);
        EXPECT_EQ(count(map), std::nullopt);
        EXPECT_THROW(map.load(1), maps::ShutDown);
    });
}

TEST(ActorMap, IsVerifiedToAnswerOrRefuse) {
    maps::verify([] {
        Map map;
        maps::both([&] { map.shut_down(); },
                   [&] {
                       const auto size = count(map);
                       EXPECT_TRUE(!size || *size == 0);
                   });
        EXPECT_EQ(count(map), std::nullopt);
    });
}

// Two steps in one request are one step for all others.
CONTEND_TEST(ActorMap, DoesSeveralStepsAsOne) {
    return contend::body([] {
        Map map;
        const auto increment = [&] {
            map.submit([](Map::Map& entries) { entries.store(1, entries.load(1).value_or(0) + 1); })
                .get();
        };
        maps::both(increment, increment);
        EXPECT_EQ(map.load(1), 2);
    });
}
