// A name is the thread's own; until it gets one it has its creator's.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <string>
#include <thread>

namespace {

std::string name() {
    char text[16];
    EXPECT_EQ(pthread_getname_np(pthread_self(), text, sizeof text), 0);
    return text;
}

}  // namespace

CONTEND_TEST(Litmus, ThreadNames) {
    return contend::body([] {
        EXPECT_NE(name(), "creator");
        EXPECT_EQ(pthread_setname_np(pthread_self(), "creator"), 0);
        std::thread other([] {
            EXPECT_EQ(name(), "creator");
            pthread_setname_np(pthread_self(), "other");
            std::this_thread::yield();
            EXPECT_EQ(name(), "other");
        });
        other.join();
        EXPECT_EQ(name(), "creator");
    });
}
