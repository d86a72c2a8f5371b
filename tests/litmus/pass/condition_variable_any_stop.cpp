// A request to stop ends the wait, whenever it comes.
#include <contend/gtest.hpp>

#include <version>

// Not with the standard library's threads of older compilers.
#if defined(__cpp_lib_jthread)

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

CONTEND_TEST(Litmus, ConditionVariableAnyStop) {
    return contend::body([] {
        std::mutex mutex;
        std::condition_variable_any changed;
        std::jthread waiter([&](std::stop_token stop) {
            std::unique_lock lock(mutex);
            EXPECT_FALSE(changed.wait(lock, stop, [] { return false; }));
        });
        waiter.request_stop();
    });
}

#endif
