#pragma once

#include <contend/engine/thread.hpp>

#include <time.h>
#include <cstdint>

namespace contend::interpose {

/// The arguments of the futex system call, by the names they have in most of its operations.
struct FutexCall {
    std::uint32_t* word;
    int operation;
    std::uint32_t value;         ///< expected by waits, the number of threads for others
    const timespec* time;        ///< of waits; for others a second number, as an integer
    std::uint32_t* second_word;  ///< to requeue to, or to operate on
    std::uint32_t third_value;   ///< a bit set, an expected value, or an operation
};

/// The futex system call on logical threads: they wait in the engine, in virtual time, and the
/// strategy chooses whom a wake-up reaches when more wait than it is for. Answers as the kernel
/// does: a result, or minus an error number.
///
/// The operations for priority inheritance do not exist here (ENOSYS), as on a kernel without them.
/// A futex in memory shared with another process is one of this execution alone.
long futex(engine::LogicalThread& self, const FutexCall& call, const void* caller);

}  // namespace contend::interpose
