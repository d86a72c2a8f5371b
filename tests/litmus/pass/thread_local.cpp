// Each thread of each execution has a variable of its own, which starts at its initial value.
#include <contend/gtest.hpp>

#include <thread>

namespace {

thread_local int number = 0;

}  // namespace

CONTEND_TEST(Litmus, ThreadLocal) {
    return contend::body([] {
        const auto increment = [] { EXPECT_EQ(++number, 1); };
        std::thread first(increment);
        std::thread second(increment);
        first.join();
        second.join();
    });
}
