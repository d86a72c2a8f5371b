// At most two are inside at a time, whoever they are. With three threads that take and give back places,
// libstdc++ 12 can lose a wake-up: see docs/architecture.md.
#include <contend/gtest.hpp>

#include <atomic>
#include <semaphore>
#include <thread>

CONTEND_TEST(Litmus, CountingSemaphore) {
    return contend::body([] {
        std::counting_semaphore<2> places(0);
        std::atomic<int> inside = 0;
        const auto enter = [&] {
            places.acquire();
            EXPECT_LE(++inside, 2);
        };
        std::thread first(enter);
        std::thread second(enter);
        places.release(2);
        first.join();
        second.join();
        EXPECT_EQ(inside, 2);
    });
}
