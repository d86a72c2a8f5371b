#pragma once

#include <contend/base/attributes.hpp>
#include <contend/base/ids.hpp>

#include <cstddef>
#include <cstdint>

namespace contend::schedule {

/// One deviation from the default order: when thread `from` stands at its own `step`-th decision,
/// `to` goes on.
///
/// Steps are counted per thread, so an entry keeps its meaning while other entries are shrunk away.
/// The default order: the running thread goes on; when it can not, or yields, the next runnable
/// thread in cyclic order of ids. A thread that waits with a time-out is runnable by default only
/// when nobody else is; one that may wake from a condition variable spuriously, never.
///
/// `to` may be `everybody_else_suspended`: `from` goes on alone until the operation that it is in returns.
struct Switch {
    base::ThreadId from;
    base::ThreadId to;
    std::uint32_t step;
};

inline constexpr base::ThreadId everybody_else_suspended = base::no_thread;

CONTEND_INLINE bool operator==(const Switch& a, const Switch& b) {
    return a.from == b.from && a.to == b.to && a.step == b.step;
}

/// Read access to the deviations of one execution, in the order they were taken. A schedule with no
/// entries is the default order.
struct ScheduleView {
    const Switch* entries = nullptr;
    std::size_t size = 0;
};

/// Where a running execution writes its deviations as it takes them, so that a crash loses none.
///
/// The storage belongs to the caller (memory shared with the supervisor). What does not fit is
/// dropped and `overflowed` set: such a schedule can not be replayed.
struct ScheduleLog {
    Switch* entries = nullptr;
    std::size_t capacity = 0;
    std::size_t size = 0;
    bool overflowed = false;

    CONTEND_INLINE void push(Switch entry) {
        if (size == capacity) {
            overflowed = true;
            return;
        }
        entries[size] = entry;
        ++size;
    }
};

}  // namespace contend::schedule
