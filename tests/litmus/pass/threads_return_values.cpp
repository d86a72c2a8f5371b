// Each thread writes its own slot, and is joined before the slot is read.
#include <contend/gtest.hpp>

#include <array>
#include <thread>

namespace {

int square(int number) {
    int result = 0;
    std::thread thread([&] { result = number * number; });
    thread.join();
    return result;
}

}  // namespace

CONTEND_TEST(Litmus, ThreadsReturnValues) {
    return contend::body([] {
        std::array<int, 2> squares{};
        std::thread first([&] { squares[0] = square(3); });
        std::thread second([&] { squares[1] = square(4); });
        first.join();
        second.join();
        EXPECT_EQ(squares[0] + squares[1], 25);
    });
}
