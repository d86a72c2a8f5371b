#pragma once

#include <chrono>
#include <cstdint>

namespace contend::run {

/// Tells a thread that waits in the kernel from one that runs, by what /proc says.
///
/// A thread is asleep when it is so at every look and has not run in between, not even for a
/// moment: the kernel counts how often it was switched in. One that wants to run and gets no
/// processor is not asleep. While another thread of the process runs, or waits for a disk, the
/// sleep is not believed: it may be about to wake this one.
class SleepWatch {
public:
    using Clock = std::chrono::steady_clock;

    /// Looks at the thread; true when it has slept for `least`.
    bool lasts(int process, int thread, Clock::time_point now, Clock::duration least);

    /// Whatever was seen does not count: the thread has a reason to sleep, or has got on.
    void forget() { since_ = {}; }

private:
    Clock::time_point since_;  // the first look that saw this sleep; zero: none did
    std::uint64_t switches_ = 0;
    int thread_ = 0;
};

/// Whether somebody has stopped the process (SIGSTOP, a debugger).
bool is_stopped(int process);

}  // namespace contend::run
