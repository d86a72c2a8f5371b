// Treiber's stack, whose nodes are never used again, judged by the library's model.
#include <contend/check/models.hpp>
#include <contend/gtest.hpp>

#include <array>
#include <atomic>
#include <optional>

namespace {

class Stack {
public:
    void push(int value) {
        Node& node = nodes_[used_.fetch_add(1)];
        node.value.store(value);
        Node* top = top_.load();
        do {
            node.below.store(top);
        } while (!top_.compare_exchange_weak(top, &node));
    }
    std::optional<int> try_pop() {
        Node* top = top_.load();
        while (top != nullptr && !top_.compare_exchange_weak(top, top->below.load())) {
        }
        return top == nullptr ? std::nullopt : std::optional(top->value.load());
    }

private:
    struct Node {
        std::atomic<int> value = 0;
        std::atomic<Node*> below = nullptr;
    };
    std::array<Node, 16> nodes_;
    std::atomic<unsigned> used_ = 0;
    std::atomic<Node*> top_ = nullptr;
};

}  // namespace

CONTEND_TEST(Litmus, StackIsLinearizable) {
    using Model = contend::models::Stack<int>;
    return contend::spec<Stack>()
        .operation("push", &Stack::push)
        .operation("try_pop", &Stack::try_pop)
        .model(contend::model<Model>()
                   .operation("push", &Model::push)
                   .operation("try_pop", &Model::try_pop));
}
