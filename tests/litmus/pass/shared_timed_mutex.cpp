// Readers share, the writer is alone, and who has not the time gives up.
#include <contend/gtest.hpp>

#include <chrono>
#include <mutex>
#include <shared_mutex>
#include <thread>

CONTEND_TEST(Litmus, SharedTimedMutex) {
    return contend::body([] {
        std::shared_timed_mutex mutex;
        int number = 0;
        std::thread writer([&] {
            const std::unique_lock lock(mutex, std::chrono::seconds(1));
            if (lock) ++number;
        });
        std::thread reader([&] {
            const std::shared_lock lock(mutex, std::chrono::seconds(1));
            if (lock) EXPECT_LE(number, 1);
        });
        writer.join();
        reader.join();
    });
}
