// An exception that is caught in its thread is nobody's concern, also when others throw meanwhile.
#include <contend/gtest.hpp>

#include <mutex>
#include <stdexcept>
#include <thread>

CONTEND_TEST(Litmus, ExceptionCaught) {
    return contend::body([] {
        std::mutex mutex;
        int caught = 0;
        const auto fail = [&] {
            try {
                const std::lock_guard lock(mutex);
                throw std::runtime_error("no");
            } catch (const std::runtime_error&) {
                const std::lock_guard lock(mutex);
                ++caught;
            }
        };
        std::thread first(fail);
        std::thread second(fail);
        first.join();
        second.join();
        EXPECT_EQ(caught, 2);
    });
}
