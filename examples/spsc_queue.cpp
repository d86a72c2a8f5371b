// boost::lockfree::spsc_queue: a ring buffer for one producer and one consumer, as free code.
//
// With one of each it is correct, and keeps the order. With two producers it is not: that is what
// the first two letters of its name say, and what nothing checks.
#include <contend/gtest.hpp>

#include <boost/lockfree/spsc_queue.hpp>
#include <thread>

namespace {

using Queue = boost::lockfree::spsc_queue<int, boost::lockfree::capacity<2>>;

void push(Queue& queue, int value) {
    while (!queue.push(value)) std::this_thread::yield();
}

int pop(Queue& queue) {
    int value = 0;
    while (!queue.pop(value)) std::this_thread::yield();
    return value;
}

}  // namespace

CONTEND_TEST(SpscQueue, KeepsTheOrder) {
    return contend::body([] {
        Queue queue;
        std::thread producer([&] {
            for (int i = 1; i <= 4; ++i) push(queue, i);
        });
        for (int i = 1; i <= 4; ++i) EXPECT_EQ(pop(queue), i);
        producer.join();
        EXPECT_TRUE(queue.empty());
    });
}

CONTEND_TEST(SpscQueue, IsUsedByTwoProducers) {
    return contend::body([] {
               Queue queue;
               std::thread first([&] { push(queue, 1); });
               std::thread second([&] { push(queue, 2); });
               first.join();
               second.join();
           })
        .expect("data-race");
}
