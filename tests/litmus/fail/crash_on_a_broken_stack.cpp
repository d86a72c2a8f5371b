// A crash whose stack can not be walked: whoever tries crashes again.
#include <contend/gtest.hpp>

#include <alloca.h>
#include <thread>

namespace {

volatile std::size_t size = 16;

// Breaks the frame pointer that its caller goes on with.
[[gnu::noinline]] void break_frame_and_crash() {
    static_cast<void**>(__builtin_frame_address(0))[0] = reinterpret_cast<void*>(16);
    *static_cast<volatile int*>(nullptr) = 1;
}

// With memory from alloca() a frame is found by its frame pointer.
[[gnu::noinline]] void crash() {
    *static_cast<volatile char*>(alloca(size)) = 1;
    break_frame_and_crash();
}

}  // namespace

CONTEND_TEST(Litmus, CrashOnABrokenStack) {
    return contend::body([] { std::thread(crash).join(); }).expect("crash");
}
