// Two threads ask for a stop: one of them runs the callback, once, and it is over before its destruction.
#include <contend/gtest.hpp>

#include <stop_token>
#include <thread>

#if defined(__cpp_lib_jthread)

CONTEND_TEST(Litmus, StopCallback) {
    return contend::body([] {
        std::stop_source source;
        int calls = 0;
        {
            const std::stop_callback callback(source.get_token(), [&] { ++calls; });
            std::thread first([&] { source.request_stop(); });
            std::thread second([&] { source.request_stop(); });
            first.join();
            second.join();
        }
        EXPECT_EQ(calls, 1);
        EXPECT_TRUE(source.stop_requested());
    });
}

#endif
