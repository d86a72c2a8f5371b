// Yielding, sleeping and clocks: under control time is virtual, and a sleep is a decision.
#include <contend/base/system.hpp>
#include <contend/interpose/hook.hpp>
#include <contend/interpose/real.hpp>
#include <contend/interpose/virtual_time.hpp>

#include <errno.h>
#include <sys/syscall.h>
#include <sys/time.h>

namespace contend::interpose {
namespace {

void sleep_until(LogicalThread& self, std::uint64_t deadline, const void* caller) {
    execution.point(self, {.return_address = caller, .kind = EventKind::sleep});
    execution.sleep_until(self, deadline);
}

void sleep_for(LogicalThread& self, std::uint64_t duration, const void* caller) {
    sleep_until(self, execution.now() + duration, caller);
}

}  // namespace
}  // namespace contend::interpose

using namespace contend::interpose;

extern "C" {

int sched_yield() {
    if (LogicalThread* const self = current)
        execution.yield(*self, {.return_address = CONTEND_CALLER, .kind = EventKind::yield});
    else
        contend::base::system::call(SYS_sched_yield);
    return 0;
}

int nanosleep(const timespec* duration, timespec* rest) {
    LogicalThread* const self = current;
    if (self == nullptr) return __interceptor_nanosleep(duration, rest);
    if (!valid(duration)) {
        errno = EINVAL;
        return -1;
    }
    sleep_for(*self, duration_ns(*duration), CONTEND_CALLER);
    return 0;
}

int clock_nanosleep(clockid_t clock, int flags, const timespec* time, timespec* rest) {
    LogicalThread* const self = current;
    if (self == nullptr)  // no runtime intercepts this one; the C library returns the error number
        return static_cast<int>(-contend::base::system::call(SYS_clock_nanosleep, clock, flags,
                                                             reinterpret_cast<long>(time),
                                                             reinterpret_cast<long>(rest)));
    if (!valid(time)) return EINVAL;
    if ((flags & TIMER_ABSTIME) != 0)
        sleep_until(*self, to_deadline(clock, time), CONTEND_CALLER);
    else
        sleep_for(*self, duration_ns(*time), CONTEND_CALLER);
    return 0;
}

int usleep(useconds_t duration_us) {
    LogicalThread* const self = current;
    if (self == nullptr) return __interceptor_usleep(duration_us);
    sleep_for(*self, std::uint64_t{duration_us} * 1'000, CONTEND_CALLER);
    return 0;
}

unsigned sleep(unsigned duration_s) {
    LogicalThread* const self = current;
    if (self == nullptr) return __interceptor_sleep(duration_s);
    sleep_for(*self, std::uint64_t{duration_s} * 1'000'000'000, CONTEND_CALLER);
    return 0;
}

int clock_gettime(clockid_t clock, timespec* time) {
    LogicalThread* const self = current;
    if (self == nullptr) return __interceptor_clock_gettime(clock, time);
    *time = on_clock(clock, execution.read_clock(*self, CONTEND_CALLER));
    return 0;
}

int gettimeofday(timeval* time, void* zone) {
    LogicalThread* const self = current;
    if (self == nullptr) return __interceptor_gettimeofday(time, zone);
    const timespec now = on_clock(CLOCK_REALTIME, execution.read_clock(*self, CONTEND_CALLER));
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1'000;
    return 0;
}

time_t time(time_t* result) {
    LogicalThread* const self = current;
    if (self == nullptr) return __interceptor_time(result);
    const timespec now = on_clock(CLOCK_REALTIME, execution.read_clock(*self, CONTEND_CALLER));
    if (result != nullptr) *result = now.tv_sec;
    return now.tv_sec;
}

}  // extern "C"
