// The initialiser of a function-local static comes to it again.
#include <contend/gtest.hpp>

#include <thread>

namespace {

int endless(int number) {
    static const int value = number == 0 ? 0 : endless(number - 1);
    return value;
}
}  // namespace

CONTEND_TEST(Litmus, StaticLocalWithinItself) {
    return contend::body([] {
               std::thread thread([] { EXPECT_EQ(endless(1), 1); });
               thread.join();
           })
        .expect("deadlock");
}
