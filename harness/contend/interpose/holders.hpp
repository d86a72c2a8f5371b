#pragma once

#include <contend/engine/thread.hpp>

namespace contend::interpose {

/// The thread that `waiting` waits for: who holds the mutex, or the lock for writing, or is to end
/// first. no_thread where that is nobody, or is not known: a lock counts its readers without names.
base::ThreadId holder_of(const engine::LogicalThread& waiting);

}  // namespace contend::interpose
