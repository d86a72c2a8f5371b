#pragma once

#include <cstddef>
#include <cstdint>

namespace contend::interpose {

/// A thread-local variable of the program: where each thread has its own, and what it starts as.
struct ThreadLocal {
    std::int64_t offset = 0;        ///< from the thread pointer
    std::size_t size = 0;           ///< bytes
    const char* initial = nullptr;  ///< the first `initialised` bytes; the rest is zero
    std::size_t initialised = 0;
};

/// From now on these variables are as new when a controlled thread ends: the real thread behind it
/// serves another one in the next execution. `variables` must stay valid.
void renew_thread_locals(const ThreadLocal* variables, std::size_t count);

/// Makes the calling thread's variables as new.
void renew_own_thread_locals();

}  // namespace contend::interpose
