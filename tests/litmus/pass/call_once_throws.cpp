// The first attempt fails, so whoever comes next tries again, and sees what the first one did.
#include <contend/gtest.hpp>

#include <mutex>
#include <stdexcept>
#include <thread>

CONTEND_TEST(Litmus, CallOnceThrows) {
    return contend::body([] {
        std::once_flag once;
        int attempts = 0;
        int failures[2] = {};
        const auto use = [&](int me) {
            try {
                std::call_once(once, [&] {
                    if (++attempts == 1) throw std::runtime_error("not yet");
                });
                EXPECT_EQ(attempts, 2);
            } catch (const std::runtime_error&) {
                failures[me] = 1;
            }
        };
        std::thread first(use, 0);
        std::thread second(use, 1);
        first.join();
        second.join();
        EXPECT_EQ(failures[0] + failures[1], 1);
        EXPECT_EQ(attempts, 2);
    });
}
