// Readers share, the writer excludes.
#include <contend/gtest.hpp>

#include <mutex>
#include <shared_mutex>
#include <thread>

CONTEND_TEST(Litmus, SharedMutex) {
    return contend::body([] {
        std::shared_mutex mutex;
        int first_half = 0;
        int second_half = 0;
        const auto read = [&] {
            const std::shared_lock lock(mutex);
            EXPECT_EQ(first_half, second_half);
        };
        std::thread reader(read);
        std::thread other_reader(read);
        {
            const std::unique_lock lock(mutex);
            ++first_half;
            ++second_half;
        }
        reader.join();
        other_reader.join();
    });
}
