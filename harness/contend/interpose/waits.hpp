#pragma once

#include <contend/engine/thread.hpp>

#include <pthread.h>

namespace contend::interpose {

/// Waits until `self` may lock `mutex` without waiting in the kernel; false when virtual `deadline`
/// passed first.
bool await_mutex(engine::LogicalThread& self, pthread_mutex_t* mutex, std::uint64_t deadline);

}  // namespace contend::interpose
