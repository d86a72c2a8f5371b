#include <contend/base/system.hpp>

#include <linux/futex.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>

namespace contend::base::system {

long call(long number, long a, long b, long c, long d, long e, long f) {
#if defined(__x86_64__)
    long result = number;
    register long r10 asm("r10") = d;
    register long r8 asm("r8") = e;
    register long r9 asm("r9") = f;
    asm volatile("syscall"
                 : "+a"(result)
                 : "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                 : "rcx", "r11", "memory");
    return result;
#elif defined(__aarch64__)
    register long x8 asm("x8") = number;
    register long x0 asm("x0") = a;
    register long x1 asm("x1") = b;
    register long x2 asm("x2") = c;
    register long x3 asm("x3") = d;
    register long x4 asm("x4") = e;
    register long x5 asm("x5") = f;
    asm volatile("svc 0"
                 : "+r"(x0)
                 : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
                 : "memory");
    return x0;
#else
#error "contend runs on x86-64 and AArch64"
#endif
}

void futex_wait(std::uint32_t* word, std::uint32_t expected, std::uint64_t timeout_ns) {
    timespec timeout{};
    timeout.tv_sec = static_cast<time_t>(timeout_ns / 1'000'000'000);
    timeout.tv_nsec = static_cast<long>(timeout_ns % 1'000'000'000);
    call(SYS_futex, reinterpret_cast<long>(word), FUTEX_WAIT, static_cast<long>(expected),
         timeout_ns == 0 ? 0 : reinterpret_cast<long>(&timeout));
}

void futex_wake(std::uint32_t* word) {
    call(SYS_futex, reinterpret_cast<long>(word), FUTEX_WAKE, 1 << 30);
}

void write_all(int descriptor, const void* text, std::size_t size) {
    auto* rest = static_cast<const char*>(text);
    constexpr long interrupted = -4;
    while (size != 0) {
        const long written =
            call(SYS_write, descriptor, reinterpret_cast<long>(rest), static_cast<long>(size));
        if (written == interrupted) continue;
        if (written <= 0) return;
        rest += written;
        size -= static_cast<std::size_t>(written);
    }
}

bool send_all(int socket, const void* text, std::size_t size) {
    auto* rest = static_cast<const char*>(text);
    constexpr long interrupted = -4;
    while (size != 0) {
        const long sent = call(SYS_sendto, socket, reinterpret_cast<long>(rest),
                               static_cast<long>(size), MSG_NOSIGNAL, 0, 0);
        if (sent == interrupted) continue;
        if (sent <= 0) return false;
        rest += sent;
        size -= static_cast<std::size_t>(sent);
    }
    return true;
}

bool read_all(int descriptor, void* buffer, std::size_t size) {
    auto* rest = static_cast<char*>(buffer);
    constexpr long interrupted = -4;
    while (size != 0) {
        const long got =
            call(SYS_read, descriptor, reinterpret_cast<long>(rest), static_cast<long>(size));
        if (got == interrupted) continue;
        if (got <= 0) return false;
        rest += got;
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

void exit_now(int status) {
    for (;;) call(SYS_exit_group, status);
}

int kernel_thread_id() { return static_cast<int>(call(SYS_gettid)); }

std::uint64_t monotonic_ns() {
    timespec now{};
    call(SYS_clock_gettime, CLOCK_MONOTONIC, reinterpret_cast<long>(&now));
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000 +
           static_cast<std::uint64_t>(now.tv_nsec);
}

}  // namespace contend::base::system
