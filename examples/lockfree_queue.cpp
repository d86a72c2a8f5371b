// boost::lockfree::queue: many producers, many consumers, over a free list of nodes.
//
// Correct, but not free of what ThreadSanitizer calls a race: a thread may read a node that another
// one has taken and used again; a counter in the pointer then tells it to throw away what it read.
// Those reads are tolerated, each with its reason, and the search goes on behind them.
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
        .final("drain", [](Queue& queue) { EXPECT_EQ(queue.drain(), 0); })
        // By file: GCC's runtime names inlined functions without their classes.
        .tolerate("race:boost/lockfree/detail/freelist.hpp",
                  "the free list reads and links nodes that somebody may have taken meanwhile, and "
                  "starts over if so: the pointer has a counter")
        .tolerate("race:boost/lockfree/detail/copy_payload.hpp",
                  "copies an element before it knows whether it was the first to take it, and "
                  "forgets the copy if not")
        .tolerate("race:boost/lockfree/queue.hpp",
                  "push() and pop() look at a node that may be in use again, and find out from the "
                  "counter; GCC's runtime knows no more than this file of it");
}
