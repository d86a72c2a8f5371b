// The reader sleeps until the value has changed, and then sees what was written before.
#include <contend/gtest.hpp>

#include <atomic>
#include <thread>

CONTEND_TEST(Litmus, AtomicWait) {
    return contend::body([] {
        std::atomic<int> ready = 0;
        int number = 0;
        std::thread writer([&] {
            number = 1;
            ready.store(1);
            ready.notify_one();
        });
        std::thread reader([&] {
            ready.wait(0);
            EXPECT_EQ(number, 1);
        });
        writer.join();
        reader.join();
    });
}
