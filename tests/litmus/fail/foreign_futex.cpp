// A system call that goes past the C library is seen by nobody until it does not come back.
#include <contend/gtest.hpp>

#include <linux/futex.h>
#include <sys/syscall.h>
#include <thread>

namespace {

void wait_in_kernel(int& word) {
#if defined(__x86_64__)
    long result = SYS_futex;
    register long timeout asm("r10") = 0;
    asm volatile("syscall"
                 : "+a"(result)
                 : "D"(&word), "S"(FUTEX_WAIT), "d"(word), "r"(timeout)
                 : "rcx", "r11", "memory");
#else
    register long number asm("x8") = SYS_futex;
    register long address asm("x0") = reinterpret_cast<long>(&word);
    register long operation asm("x1") = FUTEX_WAIT;
    register long expected asm("x2") = word;
    register long timeout asm("x3") = 0;
    asm volatile("svc 0"
                 : "+r"(address)
                 : "r"(number), "r"(operation), "r"(expected), "r"(timeout)
                 : "memory");
#endif
}
}  // namespace

CONTEND_TEST(Litmus, ForeignFutex) {
    return contend::body([] {
               int word = 0;
               std::thread waiter([&] { wait_in_kernel(word); });
               waiter.join();
           })
        .expect("unmodelled-block");
}
