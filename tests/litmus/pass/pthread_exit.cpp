// A thread that ends deep inside its calls: everything on its stack is destroyed, and its result is joined.
#include <contend/gtest.hpp>

#include <pthread.h>

namespace {

struct Counted {
    explicit Counted(int& count) : count_(count) { ++count_; }
    ~Counted() { --count_; }
    int& count_;
};

int on_stack = 0;

[[gnu::noinline]] void leave() {
    const Counted counted(on_stack);
    pthread_exit(&on_stack);
}

void* run(void*) {
    const Counted counted(on_stack);
    leave();
    return nullptr;
}

}  // namespace

CONTEND_TEST(Litmus, PthreadExit) {
    return contend::body([] {
        pthread_t thread{};
        pthread_create(&thread, nullptr, run, nullptr);
        void* result = nullptr;
        pthread_join(thread, &result);
        EXPECT_EQ(result, &on_stack);
        EXPECT_EQ(on_stack, 0);
    });
}
