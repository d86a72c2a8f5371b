// Each of three threads waits for the end of the next one.
#include <contend/gtest.hpp>

#include <array>
#include <atomic>
#include <thread>

CONTEND_TEST(Litmus, JoinInACircle) {
    return contend::body([] {
               std::array<std::thread, 3> threads;
               std::atomic<bool> started = false;
               const auto join_next = [&](std::size_t index) {
                   while (!started) {
                   }
                   threads[(index + 1) % 3].join();
               };
               for (std::size_t i = 0; i < 3; ++i) threads[i] = std::thread(join_next, i);
               started = true;
               while (true) std::this_thread::sleep_for(std::chrono::hours(1));
           })
        .expect("deadlock");
}
