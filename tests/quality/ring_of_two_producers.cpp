// A ring buffer for one producer and one consumer.
//
// Wrong: it has two producers. Both read the same tail, and one item lies on top of the other.
#include "suite.hpp"

#include <array>
#include <atomic>

namespace {

class Ring {
public:
    static contend::Testable specification() {
        return contend::spec<Ring>()
            .operation("push", &Ring::push)
            .operation("pop", &Ring::pop)
            .operation("size", &Ring::size)
            .final("drain", &Ring::drain)
            .criterion(contend::check::Criterion::none);  // its size is out of date in any case
    }

private:
    void push(int item) {
        const unsigned tail = tail_.load();
        if (tail - head_.load() == items_.size()) return;
        items_[tail % items_.size()].store(item);
        tail_.store(tail + 1);
        pushed_.fetch_add(item);
    }

    bool pop() {
        const unsigned head = head_.load();
        if (head == tail_.load()) return false;
        popped_.fetch_add(items_[head % items_.size()].load());
        head_.store(head + 1);
        return true;
    }

    unsigned size() const { return tail_.load() - head_.load(); }

    void drain() {
        while (pop()) {
        }
        EXPECT_EQ(popped_, pushed_);
    }

    std::array<std::atomic<int>, 4> items_{};
    std::atomic<unsigned> head_ = 0;
    std::atomic<unsigned> tail_ = 0;
    std::atomic<int> pushed_ = 0;
    std::atomic<int> popped_ = 0;
};

}  // namespace

CONTEND_QUALITY(ring_of_two_producers) {
    return {"assertion",
            "/push:1+size+size/size+size+size+size+size+size+push:2/pop+pop/drain",
            Ring::specification(),
            {}};
}
