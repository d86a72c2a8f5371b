// The completion function runs alone, after all that its phase wrote and before the next.
#include <contend/gtest.hpp>

#include <barrier>
#include <thread>

CONTEND_TEST(Litmus, Barrier) {
    return contend::body([] {
        int cells[2] = {};
        int sum = 0;
        std::barrier phase(2, [&]() noexcept { sum += cells[0] + cells[1]; });
        const auto work = [&](int me) {
            for (int round = 1; round <= 2; ++round) {
                cells[me] = round;
                phase.arrive_and_wait();
            }
            EXPECT_EQ(sum, 6);
        };
        std::thread first(work, 0);
        std::thread second(work, 1);
        first.join();
        second.join();
    });
}
