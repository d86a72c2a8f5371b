// At most two are inside at a time, whoever they are.
#include <contend/gtest.hpp>

#include <atomic>
#include <semaphore>
#include <thread>

CONTEND_TEST(Litmus, CountingSemaphore) {
    return contend::body([] {
        std::counting_semaphore<2> places(2);
        std::atomic<int> inside = 0;
        const auto visit = [&] {
            places.acquire();
            EXPECT_LE(++inside, 2);
            --inside;
            places.release();
        };
        std::thread first(visit);
        std::thread second(visit);
        std::thread third(visit);
        first.join();
        second.join();
        third.join();
    });
}
