// An initialiser that throws leaves the static as it was: the next thread tries again.
#include <contend/gtest.hpp>

#include <cxxabi.h>
#include <thread>

CONTEND_TEST(Litmus, StaticLocalThrows) {
    return contend::body([] {
        alignas(8) __cxxabiv1::__guard guard{};
        int attempts = 0;
        const auto attempt = [&] {
            if (__cxxabiv1::__cxa_guard_acquire(&guard) == 0) return;
            std::this_thread::yield();
            if (++attempts == 1)
                __cxxabiv1::__cxa_guard_abort(&guard);
            else
                __cxxabiv1::__cxa_guard_release(&guard);
        };
        std::thread first(attempt);
        std::thread second(attempt);
        first.join();
        second.join();
        EXPECT_EQ(attempts, 2);
    });
}
