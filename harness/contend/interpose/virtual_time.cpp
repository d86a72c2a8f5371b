#include <contend/interpose/virtual_time.hpp>

#include <contend/base/attributes.hpp>
#include <contend/base/system.hpp>

#include <sys/syscall.h>

namespace contend::interpose {
namespace {

constexpr std::uint64_t second_ns = 1'000'000'000;

std::uint64_t start_of(clockid_t clock) {
    switch (clock) {
        case CLOCK_REALTIME:
        case CLOCK_REALTIME_COARSE:
        case CLOCK_TAI: return realtime_start_ns;
        case CLOCK_PROCESS_CPUTIME_ID:
        case CLOCK_THREAD_CPUTIME_ID: return 0;
        default: return monotonic_start_ns;
    }
}

timespec from_ns(std::uint64_t time_ns) {
    timespec time{};
    time.tv_sec = static_cast<time_t>(time_ns / second_ns);
    time.tv_nsec = static_cast<long>(time_ns % second_ns);
    return time;
}

}  // namespace

std::uint64_t duration_ns(const timespec& time) {
    if (time.tv_sec < 0) return 0;
    constexpr time_t longest =
        4'000'000'000;  // more seconds would overflow; nobody waits 127 years
    const auto seconds = static_cast<std::uint64_t>(time.tv_sec < longest ? time.tv_sec : longest);
    return seconds * second_ns + static_cast<std::uint64_t>(time.tv_nsec > 0 ? time.tv_nsec : 0);
}

std::uint64_t to_deadline(clockid_t clock, const timespec* time) {
    const std::uint64_t absolute = duration_ns(*time);
    const std::uint64_t start = start_of(clock);
    return absolute > start ? absolute - start : 0;
}

timespec on_clock(clockid_t clock, std::uint64_t now_ns) {
    return from_ns(start_of(clock) + now_ns);
}

bool valid(const timespec* time) {
    return time->tv_nsec >= 0 && static_cast<std::uint64_t>(time->tv_nsec) < second_ns;
}

bool can_wait_on(clockid_t clock) { return clock == CLOCK_REALTIME || clock == CLOCK_MONOTONIC; }

timespec to_real_time(clockid_t clock, const timespec& time) {
    if (clock == CLOCK_REALTIME || !valid(&time)) return time;
    timespec here{};
    timespec real{};
    base::system::call(SYS_clock_gettime, clock, reinterpret_cast<long>(&here));
    base::system::call(SYS_clock_gettime, CLOCK_REALTIME, reinterpret_cast<long>(&real));
    const std::uint64_t deadline = duration_ns(time);
    const std::uint64_t now = duration_ns(here);
    return from_ns(duration_ns(real) + (deadline > now ? deadline - now : 0));
}

}  // namespace contend::interpose
