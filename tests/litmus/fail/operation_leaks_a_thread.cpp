// An operation that starts a thread and forgets it.
#include <contend/gtest.hpp>

#include <pthread.h>

namespace {

class Worker {
public:
    void start() {
        pthread_t thread{};
        pthread_create(&thread, nullptr, [](void*) -> void* { return nullptr; }, nullptr);
    }
    int state() const { return 0; }
};

}  // namespace

CONTEND_TEST(Litmus, OperationLeaksAThread) {
    return contend::spec<Worker>()
        .operation("start", &Worker::start)
        .operation("state", &Worker::state)
        .expect("thread-leak");
}
