// An operation that does its work on a thread of its own.
#include <contend/gtest.hpp>

#include <mutex>
#include <thread>

namespace {

class Counter {
public:
    void increment() {
        std::thread([this] {
            const std::lock_guard lock(mutex_);
            ++count_;
        }).join();
    }
    int count() {
        const std::lock_guard lock(mutex_);
        return count_;
    }

private:
    std::mutex mutex_;
    int count_ = 0;
};

}  // namespace

CONTEND_TEST(Litmus, OperationStartsAThread) {
    return contend::spec<Counter>()
        .operation("increment", &Counter::increment)
        .operation("count", &Counter::count);
}
