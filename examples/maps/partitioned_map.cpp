// A map whose parts belong to who holds their handles. Two parts, of even keys and of odd ones. Beside what is asked of every
// map: that a part can be used without a lock by its owner, and handed over.
#include "partitioned_map.hpp"
#include "map_specification.hpp"

#include <thread>
#include <utility>

namespace {

using Map = maps::PartitionedMap<int, int, 2>;

}  // namespace

MAP_TESTS(PartitionedMap, Map)

// From owner to owner directly, in the arguments of a thread.
TEST(PartitionedMap, IsVerifiedToBeHandedOver) {
    maps::verify(contend::body([] {
        Map map;
        Map::Partition even = map.take_of(0);
        even->store(0, 1);
        std::thread next(
            [](Map::Partition mine) {
                EXPECT_EQ(mine->load(0), 1);
                mine->store(0, 2);
            },
            std::move(even));
        EXPECT_FALSE(even);
        map.store(1, 1);            // the other part is free
        EXPECT_EQ(map.load(0), 2);  // waits for the thread to give the part back
        next.join();
    }));
}

// Two owners, each on its part for several steps, and somebody who asks for all.
CONTEND_TEST(PartitionedMap, IsOwnedInParts) {
    return contend::body([] {
        Map map;
        const auto own = [&](int key) {
            const Map::Partition mine = map.take_of(key);
            mine->store(key, 1);
            mine->store(key + 2, 1);
        };
        std::size_t size = 0;
        std::thread reader([&] { size = map.size(); });
        maps::both([&] { own(0); }, [&] { own(1); });
        reader.join();
        EXPECT_EQ(size % 2, 0u);  // no part is seen half done
        EXPECT_EQ(map.size(), 4u);
    });
}
