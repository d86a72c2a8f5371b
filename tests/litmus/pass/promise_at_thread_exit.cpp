// The value comes when the thread has destroyed its thread-local objects.
#include <contend/gtest.hpp>

#include <future>
#include <thread>

namespace {

struct Increments {
    ~Increments() { ++*number; }
    int* number = nullptr;
};

}  // namespace

CONTEND_TEST(Litmus, PromiseAtThreadExit) {
    return contend::body([] {
        int number = 0;
        std::promise<void> ends;
        std::future<void> ended = ends.get_future();
        std::thread([&number, promise = std::move(ends)]() mutable {
            static thread_local Increments increments;
            increments.number = &number;
            promise.set_value_at_thread_exit();
        }).detach();
        ended.wait();
        EXPECT_EQ(number, 1);
    });
}
