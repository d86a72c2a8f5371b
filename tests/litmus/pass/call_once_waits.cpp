// The initialiser yields and locks: who comes in the middle of it waits.
#include <contend/gtest.hpp>

#include <mutex>
#include <thread>

CONTEND_TEST(Litmus, CallOnceWaits) {
    return contend::body([] {
        std::once_flag once;
        std::mutex mutex;
        int number = 0;
        const auto use = [&] {
            std::call_once(once, [&] {
                const std::lock_guard lock(mutex);
                std::this_thread::yield();
                number = 1;
            });
            EXPECT_EQ(number, 1);
        };
        std::thread first(use);
        std::thread second(use);
        first.join();
        second.join();
    });
}
