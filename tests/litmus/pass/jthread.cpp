// The destructor asks the thread to stop, and joins it.
#include <contend/gtest.hpp>

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

#if defined(__cpp_lib_jthread)

CONTEND_TEST(Litmus, Jthread) {
    return contend::body([] {
        bool stopped = false;
        {
            std::mutex mutex;
            std::condition_variable_any never;
            const std::jthread thread([&](const std::stop_token& token) {
                std::unique_lock lock(mutex);
                stopped = !never.wait(lock, token, [] { return false; });
            });
        }
        EXPECT_TRUE(stopped);
    });
}

#endif
