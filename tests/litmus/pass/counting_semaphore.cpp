// Two give, one takes. With several that take, libstdc++ 12 loses a wake-up (docs/architecture.md, What
// strategies find).
#include <contend/gtest.hpp>

#include <atomic>
#include <semaphore>
#include <thread>

CONTEND_TEST(Litmus, CountingSemaphore) {
    return contend::body([] {
        std::counting_semaphore<2> given(0);
        std::atomic<int> gifts = 0;
        const auto give = [&] {
            ++gifts;
            given.release();
        };
        std::thread first(give);
        std::thread second(give);
        std::thread taker([&] {
            given.acquire();
            EXPECT_GE(gifts, 1);
            given.acquire();
            EXPECT_EQ(gifts, 2);
        });
        first.join();
        second.join();
        taker.join();
    });
}
