// The first executions of a worker fill a cache, and do more than the later ones: that settles.
#include <contend/gtest.hpp>

#include <array>
#include <mutex>
#include <thread>

namespace {

int slow_square(int number, std::mutex& computing) {
    const std::lock_guard lock(computing);
    return number * number;
}

int square(int number) {
    static std::mutex mutex;
    static std::mutex computing;
    static std::array<int, 8> cache = {};
    const std::lock_guard lock(mutex);
    int& cached = cache[static_cast<unsigned>(number)];
    if (cached == 0) cached = slow_square(number, computing);
    return cached;
}

}  // namespace

CONTEND_TEST(Litmus, CacheThatWarmsUp) {
    return contend::body([] {
        std::thread first([] { EXPECT_EQ(square(2), 4); });
        std::thread second([] { EXPECT_EQ(square(3), 9); });
        first.join();
        second.join();
    });
}
