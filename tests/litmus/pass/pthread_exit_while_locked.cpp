// The thread ends inside a critical section and a handler of exceptions; what it holds is released.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <mutex>
#include <stdexcept>
#include <thread>

CONTEND_TEST(Litmus, PthreadExitWhileLocked) {
    return contend::body([] {
        std::mutex mutex;
        int number = 0;
        const auto increment = [&] {
            const std::lock_guard lock(mutex);
            ++number;
            try {
                throw std::runtime_error("enough");
            } catch (const std::exception&) {
                pthread_exit(nullptr);
            }
        };
        std::thread first(increment);
        std::thread second(increment);
        first.join();
        second.join();
        EXPECT_EQ(number, 2);
    });
}
