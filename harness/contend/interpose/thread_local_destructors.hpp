#pragma once

#include <contend/base/ids.hpp>

namespace contend::interpose {

/// Destroys the thread-local objects of thread `id`, which must be the one that runs, last made
/// first, and what the destructors make in turn.
void destroy_thread_locals(base::ThreadId id);

/// Drops what was registered since.
void forget_thread_local_destructors(base::ThreadId id);

}  // namespace contend::interpose
