// Random, and yet the same in every execution: a thread that draws twice gets two numbers.
#include <contend/gtest.hpp>

#include <random>
#include <thread>

CONTEND_TEST(Litmus, RandomDevice) {
    return contend::body([] {
        std::random_device device;
        const auto first = device();
        std::thread other([&, first] {
            std::random_device own;
            EXPECT_NE(own(), first);
        });
        other.join();
        EXPECT_NE(device(), first);
    });
}
