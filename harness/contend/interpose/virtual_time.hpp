#pragma once

#include <time.h>
#include <cstdint>

/// Clocks under control: they start at a fixed time, and only sleeping, waiting and looking at them
/// moves them.
namespace contend::interpose {

/// Virtual time 0 on each clock; chosen to look like a time and to leave room for subtraction.
inline constexpr std::uint64_t realtime_start_ns =
    1'767'225'600'000'000'000;  // 2026-01-01 00:00 UTC
inline constexpr std::uint64_t monotonic_start_ns = 1'000'000'000'000;

/// A time point of `clock` as the engine's virtual time; the past is 0.
std::uint64_t to_deadline(clockid_t clock, const timespec* time);

/// Virtual time `now_ns` on `clock`.
timespec on_clock(clockid_t clock, std::uint64_t now_ns);

/// POSIX: nanoseconds within a second.
bool valid(const timespec* time);

/// Whether the C library's waiting functions take a time point of this clock; else they say EINVAL.
bool can_wait_on(clockid_t clock);

/// In nanoseconds; negative parts count as 0.
std::uint64_t duration_ns(const timespec& time);

/// A real time point of `clock` on the real-time clock: for the runtime's functions that know only
/// that one. A time that is not valid() stays as it is: they refuse it.
timespec to_real_time(clockid_t clock, const timespec& time);

}  // namespace contend::interpose
