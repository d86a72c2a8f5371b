// C11 has its own flag and function.
#include <contend/gtest.hpp>

#include <threads.h>
#include <thread>

namespace {
int number = 0;

}  // namespace

CONTEND_TEST(Litmus, CallOnceOfC) {
    return contend::body([] {
        once_flag once = ONCE_FLAG_INIT;
        number = 0;
        const auto use = [&] {
            call_once(&once, [] { ++number; });
            EXPECT_EQ(number, 1);
        };
        std::thread first(use);
        std::thread second(use);
        first.join();
        second.join();
    });
}
