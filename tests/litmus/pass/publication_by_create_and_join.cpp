// What a thread was given is there, and what it left is there after the join, with no atomics at all.
#include <contend/gtest.hpp>

#include <memory>
#include <thread>

CONTEND_TEST(Litmus, PublicationByCreateAndJoin) {
    return contend::body([] {
        auto number = std::make_unique<int>(1);
        std::thread thread([&] {
            EXPECT_EQ(*number, 1);
            number = std::make_unique<int>(2);
        });
        thread.join();
        EXPECT_EQ(*number, 2);
    });
}
