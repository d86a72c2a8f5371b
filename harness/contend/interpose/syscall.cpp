// The C library's syscall(): the calls that block, tell the time or are random are those of the
// program's other functions; all others go to the kernel.
#include <contend/base/system.hpp>
#include <contend/interpose/futex.hpp>
#include <contend/interpose/hook.hpp>
#include <contend/interpose/noise.hpp>
#include <contend/interpose/random.hpp>

#include <errno.h>
#include <sched.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>

namespace contend::interpose {
namespace {

template <class T> T as(long argument) { return reinterpret_cast<T>(argument); }

// The kernel's convention to the C library's.
CONTEND_INLINE long finish(long result) {
    constexpr long errors = -4096;
    if (result >= 0 || result <= errors) [[likely]]
        return result;
    errno = static_cast<int>(-result);
    return -1;
}

}  // namespace
}  // namespace contend::interpose

using namespace contend::interpose;

// Declared with six arguments under the name of the variadic function, which is called in the same
// way: what the caller did not pass is whatever lies there, and the kernel does not look at it.
extern "C" long contend_syscall(long number, long a, long b, long c, long d, long e,
                                long f) asm("syscall");

extern "C" long contend_syscall(long number, long a, long b, long c, long d, long e, long f) {
    LogicalThread* const self = at_point();
    if (self == nullptr) return finish(contend::base::system::call(number, a, b, c, d, e, f));
    switch (number) {
        case SYS_futex:
            return finish(futex(*self,
                                {.word = as<std::uint32_t*>(a),
                                 .operation = static_cast<int>(b),
                                 .value = static_cast<std::uint32_t>(c),
                                 .time = as<const timespec*>(d),
                                 .second_word = as<std::uint32_t*>(e),
                                 .third_value = static_cast<std::uint32_t>(f)},
                                CONTEND_CALLER));
        case SYS_sched_yield: return sched_yield();
        case SYS_gettid: return self->context.kernel_thread_id;
        case SYS_nanosleep: return nanosleep(as<const timespec*>(a), as<timespec*>(b));
        case SYS_clock_nanosleep:
            return finish(-clock_nanosleep(static_cast<clockid_t>(a), static_cast<int>(b),
                                           as<const timespec*>(c), as<timespec*>(d)));
        case SYS_clock_gettime: return clock_gettime(static_cast<clockid_t>(a), as<timespec*>(b));
        case SYS_gettimeofday: return gettimeofday(as<timeval*>(a), as<void*>(b));
#ifdef SYS_time
        case SYS_time: return time(as<time_t*>(a));
#endif
        case SYS_getrandom:
            return getrandom(as<void*>(a), static_cast<std::size_t>(b), static_cast<unsigned>(c));
        default: return finish(contend::base::system::call(number, a, b, c, d, e, f));
    }
}

/// A logical thread is the kernel thread that it was made as, whichever runs it.
extern "C" pid_t gettid() {
    if (const LogicalThread* const self = current) return self->context.kernel_thread_id;
    return contend::base::system::kernel_thread_id();
}
