// Who gets the lock writes; who does not leaves the number alone.
#include <contend/gtest.hpp>

#include <mutex>
#include <thread>

CONTEND_TEST(Litmus, MutexTryLock) {
    return contend::body([] {
        std::mutex mutex;
        int number = 0;
        const auto try_increment = [&] {
            const std::unique_lock lock(mutex, std::try_to_lock);
            if (lock) ++number;
        };
        std::thread first(try_increment);
        std::thread second(try_increment);
        first.join();
        second.join();
        EXPECT_GE(number, 1);
        EXPECT_LE(number, 2);
    });
}
