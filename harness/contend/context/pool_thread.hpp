#pragma once

#include <contend/engine/thread.hpp>

namespace contend::context {

/// Starts a detached real thread that runs `main(&thread)` with all signals blocked, fills
/// `thread.context` with its identity, and waits until it has called announce_ready(). False when
/// the system gives no more threads.
bool start_pool_thread(engine::LogicalThread& thread, void* (*main)(void*));

/// For a thread that keeps its thread-local storage to itself: it may run signal handlers like any
/// other.
void accept_signals();

/// Called by the new thread's main once it can be resumed.
void announce_ready(engine::LogicalThread& thread);

}  // namespace contend::context
