// One thread makes it, the other waits until it is made. A static lives as long as its process, so
// only the first execution of each worker shows this.
#include <contend/gtest.hpp>

#include <mutex>
#include <thread>

CONTEND_TEST(Litmus, StaticLocal) {
    return contend::body([] {
        std::mutex mutex;
        const auto use = [&] {
            static const int number = [&] {
                const std::lock_guard lock(mutex);
                return 7;
            }();
            EXPECT_EQ(number, 7);
        };
        std::thread first(use);
        std::thread second(use);
        first.join();
        second.join();
    });
}
