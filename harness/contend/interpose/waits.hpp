#pragma once

#include <contend/engine/thread.hpp>

#include <pthread.h>

namespace contend::interpose {

/// Waits until `self` may lock `mutex` without waiting in the kernel; false when virtual `deadline`
/// passed first.
bool await_mutex(engine::LogicalThread& self, pthread_mutex_t* mutex, std::uint64_t deadline);

/// Locks a mutex that await_mutex() waited for.
int lock_awaited(pthread_mutex_t* mutex);

/// Whether the mutex refuses (EPERM) to be unlocked by `self`: it knows its owner, who is another.
bool refuses_unlock(const engine::LogicalThread& self, const pthread_mutex_t* mutex);

/// Marks the robust mutexes that `self` still holds as left by a dead owner, as the kernel does
/// when a real thread ends: the next to lock one gets EOWNERDEAD.
void abandon_robust_mutexes(engine::LogicalThread& self);

}  // namespace contend::interpose
