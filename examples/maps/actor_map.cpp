// A map that belongs to one thread, which is asked by the others. Beside what is asked of every map: that it can be shut
// down at any time, and nobody waits for ever.
#include "actor_map.hpp"
#include "map_specification.hpp"

#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>

namespace {

using Map = maps::ActorMap<int, int>;

std::optional<std::size_t> count(const Map& map) {
    return map.ask([](Map::Map& entries) { return entries.size(); });
}

}  // namespace

LARGE_MAP_TESTS(ActorMap, Map)

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

// One caller and the shutdown: some 20,000 interleavings. `--contend_strategy=exhaustive --contend_executions=0` sees them all.
CONTEND_TEST(ActorMap, AnswersOrRefuses) {
    return contend::body([] {
        Map map;
        maps::both([&] { map.shut_down(); },
                   [&] {
                       const auto size = count(map);
                       EXPECT_TRUE(!size || *size == 0);
                   });
        EXPECT_EQ(count(map), std::nullopt);
    });
}

TEST(ActorMap, IsVerifiedToAnswerOneCaller) {
    maps::verify(contend::body([] {
        Map map(1);
        EXPECT_EQ(map.load_or_store(1, 10), std::pair(10, false));
    }));
}

// What the shutdown rests on: whatever the channel took comes out of it, before it says that there is no more.
TEST(ActorMap, IsVerifiedToLoseNoRequest) {
    maps::verify(contend::body([] {
        maps::Channel<int> channel(1);
        bool sent = false;
        std::optional<int> received;
        std::thread owner([&] { received = channel.receive(); });
        maps::both([&] { sent = channel.send(1); }, [&] { channel.close(); });
        owner.join();
        EXPECT_EQ(received.has_value() || channel.receive().has_value(), sent);
    }));
}

// Two steps in one request are one step for all others; the futures are waited for when both have been sent.
CONTEND_TEST(ActorMap, DoesSeveralStepsAsOne) {
    return contend::body([] {
        Map map;
        const auto increment = [&] {
            const auto step = [](Map::Map& entries) {
                entries.store(1, entries.load(1).value_or(0) + 1);
            };
            auto first = map.submit(step);
            map.submit(step).get();
            first.get();
        };
        maps::both(increment, increment);
        EXPECT_EQ(map.load(1), 4);
        map.shut_down();
        EXPECT_THROW(map.submit([](Map::Map&) {}).get(), maps::ShutDown);
    });
}

TEST(ActorMap, GivesTheCallerWhatTheFunctionThrows) {
    Map map;
    map.store(1, 1);
    EXPECT_THROW(map.for_each([](int, int) { throw std::domain_error("as asked"); }),
                 std::domain_error);
    EXPECT_EQ(map.load(1), 1);
}
