// The thread that runs the body ends; the one that it has started goes on.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <memory>
#include <thread>

CONTEND_TEST(Litmus, PthreadExitOfTheBody) {
    return contend::body([] {
        const auto number = std::make_unique<int>(1);
        std::thread([copy = *number] {
            std::this_thread::yield();
            EXPECT_EQ(copy, 1);
        }).detach();
        pthread_exit(nullptr);
    });
}
