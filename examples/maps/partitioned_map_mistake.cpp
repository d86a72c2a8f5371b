// A counter of events, in a part of the map that is handed to another thread in between.
//
// Wrong: the reference that the first owner got while the part was its own is used when it is not any more. The type system
// sees to it that there is one handle; for what the handle gave out, nobody does.
#include "partitioned_map.hpp"

#include <contend/gtest.hpp>

#include <thread>
#include <utility>

namespace {

using Map = maps::PartitionedMap<int, int, 2>;

void count_ten_more(Map::Partition mine) { *mine->find(0) += 10; }

}  // namespace

CONTEND_TEST(PartitionedMap, IsWrittenAfterItsHandOver) {
    return contend::body([] {
               Map map;
               map.store(0, 0);
               Map::Partition mine = map.take_of(0);
               int& events = *mine->find(0);
               ++events;
               std::thread next(count_ten_more, std::move(mine));
               ++events;
               next.join();
           })
        .expect("data-race");
}

CONTEND_TEST(PartitionedMap, IsTakenBackBeforeItIsWritten) {
    return contend::body([] {
        Map map;
        map.store(0, 0);
        Map::Partition mine = map.take_of(0);
        ++*mine->find(0);
        std::thread next(count_ten_more, std::move(mine));
        mine = map.take_of(0);
        ++*mine->find(0);
        EXPECT_EQ(mine->load(0), 12);
        next.join();
    });
}
