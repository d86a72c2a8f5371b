// moodycamel::ConcurrentQueue, as Debian ships it: many producers, many consumers, lock-free.
//
// Correct: no interleaving has a race, and nothing is lost or comes twice.
#include <contend/gtest.hpp>

#include <concurrentqueue/concurrentqueue.h>
#include <atomic>
#include <optional>

namespace {

class Queue {
public:
    void enqueue(int value) {
        queue_.enqueue(value);
        ++enqueued_;
    }

    std::optional<int> try_dequeue() {
        int value = 0;
        if (!queue_.try_dequeue(value)) return std::nullopt;
        ++dequeued_;
        return value;
    }

    bool keeps_count() const {
        return static_cast<int>(queue_.size_approx()) == enqueued_ - dequeued_;
    }

private:
    moodycamel::ConcurrentQueue<int> queue_;
    std::atomic<int> enqueued_ = 0;
    std::atomic<int> dequeued_ = 0;
};

}  // namespace

CONTEND_TEST(ConcurrentQueue, LosesNothing) {
    return contend::spec<Queue>()
        .operation("enqueue", &Queue::enqueue)
        .operation("try_dequeue", &Queue::try_dequeue)
        .invariant("what went in and did not come out is in it", &Queue::keeps_count)
        // It keeps the order of each producer's elements, not that of all.
        .criterion(contend::check::Criterion::none)
        .threads(2, 3);
}
