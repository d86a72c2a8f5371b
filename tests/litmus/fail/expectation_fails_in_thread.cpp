// GoogleTest's assertions count in every thread.
#include <contend/gtest.hpp>

#include <atomic>
#include <thread>

CONTEND_TEST(Litmus, ExpectationFailsInThread) {
    return contend::body([] {
               std::atomic<bool> started = false;
               std::thread thread([&] { EXPECT_TRUE(started); });
               started = true;
               thread.join();
           })
        .expect("assertion");
}
