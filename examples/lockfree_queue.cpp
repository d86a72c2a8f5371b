// boost::lockfree::queue: many producers, many consumers, over a free list of nodes.
//
// Correct, but not free of what ThreadSanitizer calls a race: a thread may read a node that another
// one has taken and used again; a counter in the pointer then tells it to throw away what it read.
// That one report is tolerated, and the search goes on behind it.
#include <contend/gtest.hpp>

#include <atomic>
#include <boost/lockfree/queue.hpp>
#include <optional>

namespace {

class Queue {
public:
    void push(int value) {
        if (queue_.push(value)) balance_ += value;
    }

    std::optional<int> pop() {
        int value = 0;
        if (!queue_.pop(value)) return std::nullopt;
        balance_ -= value;
        return value;
    }

    /// Only when nobody else uses it: takes everything out.
    int drain() {
        while (pop()) {
        }
        return balance_;
    }

private:
    boost::lockfree::queue<int> queue_{4};
    std::atomic<int> balance_ = 0;
};

}  // namespace

CONTEND_TEST(LockfreeQueue, GivesOutWhatWentIn) {
    return contend::spec<Queue>()
        .operation("push", &Queue::push)
        .operation("pop", &Queue::pop)
        .final("drain", [](Queue& queue) { EXPECT_EQ(queue.drain(), 0); });
}
