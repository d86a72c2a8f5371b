// The thread waits for a request to stop that comes only after the join.
#include <contend/gtest.hpp>

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

#if defined(__cpp_lib_jthread)

CONTEND_TEST(Litmus, StopIsNeverRequested) {
    return contend::body([] {
               std::mutex mutex;
               std::condition_variable_any never;
               std::jthread thread([&](const std::stop_token& token) {
                   std::unique_lock lock(mutex);
                   never.wait(lock, token, [] { return false; });
               });
               thread.join();
           })
        .expect("lost-wakeup");
}

#endif
