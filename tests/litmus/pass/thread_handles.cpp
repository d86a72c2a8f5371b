// A thread is known by its handle, to itself and to others, as long as nobody has joined it.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <signal.h>
#include <thread>

CONTEND_TEST(Litmus, ThreadHandles) {
    return contend::body([] {
        const pthread_t self = pthread_self();
        pthread_t seen{};
        std::thread thread([&] {
            seen = pthread_self();
            EXPECT_EQ(pthread_equal(seen, self), 0);
        });
        EXPECT_EQ(pthread_kill(thread.native_handle(), 0), 0);
        const pthread_t handle = thread.native_handle();
        thread.join();
        EXPECT_NE(pthread_equal(seen, handle), 0);
        EXPECT_EQ(self, pthread_self());
    });
}
