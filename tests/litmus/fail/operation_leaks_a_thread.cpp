// An operation that starts a thread and forgets it.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <atomic>

namespace {

class Counter {
public:
    void increment() {
        pthread_t thread{};
        pthread_create(&thread, nullptr, add, this);
    }
    int count() const { return count_; }

private:
    static void* add(void* counter) {
        ++static_cast<Counter*>(counter)->count_;
        return nullptr;
    }

    std::atomic<int> count_ = 0;
};

}  // namespace

CONTEND_TEST(Litmus, OperationLeaksAThread) {
    return contend::spec<Counter>()
        .operation("increment", &Counter::increment)
        .operation("count", &Counter::count)
        .expect("thread-leak");
}
