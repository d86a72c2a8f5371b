// Nobody joins the thread, but everybody who reads asks first.
#include <contend/gtest.hpp>

#include <atomic>
#include <memory>
#include <thread>

CONTEND_TEST(Litmus, DetachedThread) {
    return contend::body([] {
        struct Shared {
            std::atomic<bool> done = false;
            int number = 0;
        };
        const auto shared = std::make_shared<Shared>();
        std::thread([shared] {
            shared->number = 1;
            shared->done.store(true, std::memory_order_release);
        }).detach();
        if (shared->done.load(std::memory_order_acquire)) EXPECT_EQ(shared->number, 1);
    });
}
