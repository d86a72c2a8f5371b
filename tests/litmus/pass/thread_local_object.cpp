// A thread's objects are made when it first uses them and destroyed when it ends, in every execution.
#include <contend/gtest.hpp>

#include <atomic>
#include <thread>

namespace {

std::atomic<int> alive = 0;

struct Counted {
    Counted() { ++alive; }
    ~Counted() { --alive; }
    int value = 0;
};

thread_local Counted counted;

}  // namespace

CONTEND_TEST(Litmus, ThreadLocalObject) {
    return contend::body([] {
        std::thread user([] {
            EXPECT_EQ(++counted.value, 1);
            EXPECT_EQ(alive, 1);
        });
        user.join();
        EXPECT_EQ(alive, 0);
    });
}
