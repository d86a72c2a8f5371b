// A loop that only watches the clock ends, because reading the clock lets time pass.
#include <contend/gtest.hpp>

#include <chrono>
#include <thread>

using namespace std::chrono_literals;

CONTEND_TEST(Litmus, ClockLoop) {
    return contend::body([] {
        std::thread watcher([] {
            const auto deadline = std::chrono::steady_clock::now() + 10s;
            while (std::chrono::steady_clock::now() < deadline) {
            }
        });
        watcher.join();
    });
}
