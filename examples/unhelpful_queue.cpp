// A queue of linked nodes without a lock, after Michael and Scott (PODC 1996). It is right, and race-free.
//
// It is not lock-free as they made it: who finds the tail behind the last node waits until its owner has moved it, where
// theirs moves it for them. A thread that is suspended between the two steps holds up all others.
#include <contend/gtest.hpp>

#include <atomic>
#include <utility>

namespace {

class Queue {
public:
    Queue() { tail_ = first_ = new Node; }
    ~Queue() {
        for (Node* node = first_; node != nullptr;) delete std::exchange(node, node->next.load());
    }

    void enqueue(int value) {
        Node* const node = new Node{value};
        for (;;) {
            Node* const tail = tail_.load();
            Node* next = nullptr;
            if (!tail->next.compare_exchange_strong(next, node)) continue;
            tail_.store(node);
            return;
        }
    }

private:
    struct Node {
        int value = 0;
        std::atomic<Node*> next = nullptr;
    };
    Node* first_;
    std::atomic<Node*> tail_;
};

}  // namespace

CONTEND_TEST(Queue, WaitsForWhoIsInTheMiddle) {
    return contend::spec<Queue>()
        .operation("enqueue", &Queue::enqueue)
        .lock_free("enqueue")
        .expect("not-lock-free");
}
