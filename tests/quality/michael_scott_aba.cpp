// The queue of Michael and Scott (PODC 1996), its nodes from a pool.
//
// Wrong: pointers without the paper's counters. A thread has read the head and its successor; others empty the queue, and the
// same node comes round to be the head again: the exchange puts a node at the head that is long free.
#include "suite.hpp"

#include <array>
#include <atomic>
#include <cstdint>

namespace {

template <bool Right> class PooledQueue {
public:
    PooledQueue() { nodes_[dummy].used = true; }

    static contend::Testable specification() {
        return contend::spec<PooledQueue>()
            .operation("push", &PooledQueue::push)
            .operation("pop", &PooledQueue::pop)
            .final("drain", &PooledQueue::drain);
    }

private:
    using Pointer = std::uint64_t;  // a node's number, and a counter
    static constexpr unsigned none = 0;

    struct Node {
        std::atomic<int> value = 0;
        std::atomic<Pointer> next = 0;
        std::atomic<bool> used = false;
    };

    static constexpr unsigned dummy = 1;

    static Pointer point(unsigned node, Pointer before) {
        return (Right ? (before >> 32) + 1 : 0) << 32 | node;
    }

    Node& at(Pointer pointer) { return nodes_[static_cast<std::uint32_t>(pointer)]; }

    unsigned allocate() {
        for (unsigned node = 1; node < nodes_.size(); ++node)
            if (!nodes_[node].used.exchange(true)) return node;
        return none;
    }

    void push(int value) {
        const unsigned node = allocate();
        if (node == none) return;
        nodes_[node].value = value;
        nodes_[node].next = point(none, nodes_[node].next);
        balance_ += value;
        for (;;) {
            Pointer tail = tail_.load();
            Pointer next = at(tail).next.load();
            if (tail != tail_.load()) continue;
            if (static_cast<std::uint32_t>(next) != none) {
                tail_.compare_exchange_strong(tail, point(static_cast<std::uint32_t>(next), tail));
            } else if (at(tail).next.compare_exchange_strong(next, point(node, next))) {
                tail_.compare_exchange_strong(tail, point(node, tail));
                return;
            }
        }
    }

    bool pop() {
        for (;;) {
            Pointer head = head_.load();
            Pointer tail = tail_.load();
            const auto next = static_cast<std::uint32_t>(at(head).next.load());
            if (head != head_.load()) continue;
            if (static_cast<std::uint32_t>(head) == static_cast<std::uint32_t>(tail)) {
                if (next == none) return false;
                tail_.compare_exchange_strong(tail, point(next, tail));
                continue;
            }
            const int value = nodes_[next].value;
            if (!head_.compare_exchange_strong(head, point(next, head))) continue;
            at(head).used = false;
            balance_ -= value;
            return true;
        }
    }

    void drain() {
        for (unsigned i = 0; i < nodes_.size() && pop(); ++i) {
        }
        EXPECT_EQ(balance_, 0) << "what came out is not what went in";
    }

    std::array<Node, 4> nodes_;
    std::atomic<Pointer> head_ = dummy;
    std::atomic<Pointer> tail_ = dummy;
    std::atomic<int> balance_ = 0;
};

}  // namespace

CONTEND_QUALITY(michael_scott_aba) {
    return contend::quality::right_and_wrong<PooledQueue>("assertion",
                                                          "/push:1+pop/pop+push:2+pop/drain");
}
