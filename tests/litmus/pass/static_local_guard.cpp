// Racing for a function-local static, in every execution: one initialises, the other waits.
#include <contend/gtest.hpp>

#include <cxxabi.h>
#include <atomic>
#include <thread>

namespace {

// What the compiler makes of `static int number = 1;`, with a guard that is new in each execution.
struct Static {
    std::atomic<char> guard[8] = {};
    int number = 0;
};

int& number_of(Static& variable) {
    auto* const guard = reinterpret_cast<__cxxabiv1::__guard*>(variable.guard);
    if (variable.guard[0].load(std::memory_order_acquire) == 0 &&
        __cxxabiv1::__cxa_guard_acquire(guard) != 0) {
        std::this_thread::yield();
        ++variable.number;
        __cxxabiv1::__cxa_guard_release(guard);
    }
    return variable.number;
}

}  // namespace

CONTEND_TEST(Litmus, StaticLocalGuard) {
    return contend::body([] {
        alignas(8) Static variable;
        std::thread first([&] { EXPECT_EQ(number_of(variable), 1); });
        std::thread second([&] { EXPECT_EQ(number_of(variable), 1); });
        first.join();
        second.join();
    });
}
