// A second is long enough, until it is not.
#include <contend/gtest.hpp>

#include <atomic>
#include <chrono>
#include <thread>

using namespace std::chrono_literals;

CONTEND_TEST(Litmus, SleepInsteadOfWaiting) {
    return contend::body([] {
               std::atomic<bool> done = false;
               std::thread worker([&] { done = true; });
               std::this_thread::sleep_for(1s);
               EXPECT_TRUE(done);
               worker.join();
           })
        .expect("assertion");
}
