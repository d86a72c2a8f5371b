// Each thread starts the next one and joins it, as deep as threads go.
#include <contend/gtest.hpp>

#include <thread>

namespace {

int descend(int depth) {
    if (depth == 0) return 0;
    int below = 0;
    std::thread([&] { below = descend(depth - 1); }).join();
    return below + 1;
}

}  // namespace

CONTEND_TEST(Litmus, ThreadsOfThreads) {
    return contend::body([] { EXPECT_EQ(descend(20), 20); });
}
