// Nothing to wait for, and no time-out.
#include <contend/gtest.hpp>

#include <poll.h>
#include <thread>

CONTEND_TEST(Litmus, PollForEver) {
    return contend::body([] {
               std::thread waiter([] { EXPECT_EQ(poll(nullptr, 0, -1), 0); });
               waiter.join();
           })
        .expect("unmodelled-block");
}
