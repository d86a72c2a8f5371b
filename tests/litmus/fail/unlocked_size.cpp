// Writers lock, but the size is read without.
#include <contend/gtest.hpp>

#include <mutex>
#include <vector>

namespace {

class Stack {
public:
    void push(int number) {
        const std::lock_guard lock(mutex_);
        numbers_.push_back(number);
    }
    std::size_t size() const { return numbers_.size(); }

private:
    std::mutex mutex_;
    std::vector<int> numbers_;
};

}  // namespace

CONTEND_TEST(Litmus, UnlockedSize) {
    return contend::spec<Stack>()
        .operation("push", &Stack::push)
        .operation("size", &Stack::size)
        .expect("data-race");
}
