// The queue lock of Mellor-Crummey and Scott (TOCS 1991).
//
// Wrong: who unlocks and sees no successor, but fails to take itself off the tail, does not wait for the successor to link
// itself. It is about to, and then waits for ever.
#include "suite.hpp"

#include <array>
#include <atomic>
#include <thread>

namespace {

template <bool Right> class QueueLock {
public:
    static contend::Testable specification() {
        return contend::spec<QueueLock>().operation("visit", &QueueLock::visit);
    }

private:
    struct Node {
        std::atomic<Node*> next = nullptr;
        std::atomic<bool> waits = false;
    };

    void visit(unsigned thread) {
        Node& mine = nodes_[thread];
        lock(mine);
        EXPECT_EQ(inside_.fetch_add(1), 0) << "two hold the lock";
        inside_.fetch_sub(1);
        unlock(mine);
    }

    void lock(Node& mine) {
        mine.next = nullptr;
        mine.waits = true;
        Node* const before = tail_.exchange(&mine);
        if (before == nullptr) return;
        before->next = &mine;
        while (mine.waits.load()) std::this_thread::yield();
    }

    void unlock(Node& mine) {
        Node* expected = &mine;
        if (mine.next.load() == nullptr) {
            if (tail_.compare_exchange_strong(expected, nullptr)) return;
            while (Right && mine.next.load() == nullptr) std::this_thread::yield();
        }
        if (Node* const next = mine.next.load()) next->waits = false;
    }

    std::array<Node, 3> nodes_;
    std::atomic<Node*> tail_ = nullptr;
    std::atomic<int> inside_ = 0;
};

}  // namespace

CONTEND_QUALITY(mcs_successor_lost) {
    return contend::quality::right_and_wrong<QueueLock>("livelock",
                                                        "/visit:0+visit:0/visit:1/visit:2/");
}
