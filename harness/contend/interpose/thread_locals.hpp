#pragma once

#include <contend/base/ids.hpp>

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
///
/// Called on the real thread that thread 0 runs on. What that one has used before is in the middle
/// of its life, and is left alone there: somebody may have kept a pointer in it.
void renew_thread_locals(const ThreadLocal* variables, std::size_t count);

/// Makes the variables of the calling thread, which is thread `id`, as new.
void renew_own_thread_locals(base::ThreadId id);

}  // namespace contend::interpose
