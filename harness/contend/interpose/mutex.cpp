// Mutexes. The lock's own word says whether it is free; nobody ever waits for it in the kernel.
#include <contend/interpose/hook.hpp>
#include <contend/interpose/mutex_word.hpp>
#include <contend/interpose/noise.hpp>
#include <contend/interpose/real.hpp>
#include <contend/interpose/virtual_time.hpp>
#include <contend/interpose/waits.hpp>

#include <errno.h>

namespace contend::interpose {
namespace {

CONTEND_INLINE bool answers_at_once(const LogicalThread& self, const pthread_mutex_t* mutex) {
    if (mutex_word::is_free(mutex)) return true;
    return mutex_word::asks_for_owner(mutex) && mutex_word::is_owner(self, mutex);
}

// A mutex that inherits priorities is given to a dead owner's successor by the kernel, and taken
// from who locked it in vain; and the kernel takes the carrier's thread for the caller.
CONTEND_INLINE bool kernel_would_lock(const pthread_mutex_t* mutex) {
    if ((mutex->__data.__kind & mutex_word::inherits_priority) == 0) return false;
    return mutex_word::lock_word(mutex) == mutex_word::owner_died ||
           mutex->__data.__owner == mutex_word::not_recoverable;
}

CONTEND_INLINE Event event(EventKind kind, const pthread_mutex_t* mutex, const void* caller) {
    return {.address = mutex, .return_address = caller, .kind = kind};
}

// As a merely robust mutex the C library locks it by itself.
CONTEND_COLD int lock_in_library(pthread_mutex_t* mutex, int (*lock)(pthread_mutex_t*)) {
    mutex->__data.__kind &= ~mutex_word::inherits_priority;
    const int error = lock(mutex);
    mutex->__data.__kind |= mutex_word::inherits_priority;
    return error;
}

int try_lock(pthread_mutex_t* mutex) {
    if (kernel_would_lock(mutex)) [[unlikely]]
        return lock_in_library(mutex, __interceptor_pthread_mutex_trylock);
    return __interceptor_pthread_mutex_trylock(mutex);
}

int lock_until(LogicalThread& self, pthread_mutex_t* mutex, clockid_t clock, const timespec* time,
               const void* caller) {
    execution.point(self, event(EventKind::lock, mutex, caller));
    if (!answers_at_once(self, mutex) && !valid(time)) return EINVAL;
    if (!await_mutex(self, mutex, to_deadline(clock, time))) return ETIMEDOUT;
    // The runtimes take a timed lock for an attempt too; but an attempt would say EBUSY here.
    const bool checks = mutex_word::type(mutex) == PTHREAD_MUTEX_ERRORCHECK;
    if (checks && mutex_word::is_owner(self, mutex)) return EDEADLK;
    return try_lock(mutex);
}

}  // namespace

bool await_mutex(LogicalThread& self, pthread_mutex_t* mutex, std::uint64_t deadline) {
    while (!answers_at_once(self, mutex))
        if (!execution.wait(self, engine::Waiting::mutex, mutex, deadline)) return false;
    return true;
}

int lock_awaited(pthread_mutex_t* mutex) {
    if (kernel_would_lock(mutex)) [[unlikely]]
        return lock_in_library(mutex, __interceptor_pthread_mutex_lock);
    return __interceptor_pthread_mutex_lock(mutex);
}

bool refuses_unlock(const LogicalThread& self, const pthread_mutex_t* mutex) {
    const bool knows_owner =
        mutex_word::asks_for_owner(mutex) || (mutex->__data.__kind & mutex_word::robust) != 0;
    return knows_owner && !mutex_word::is_owner(self, mutex);
}

}  // namespace contend::interpose

using namespace contend::interpose;

extern "C" {

int pthread_mutex_lock(pthread_mutex_t* mutex) {
    if (LogicalThread* const self = at_point()) {
        execution.point(*self, event(EventKind::lock, mutex, CONTEND_CALLER));
        if (mutex_word::lock_word(mutex) != 0 || kernel_would_lock(mutex)) [[unlikely]] {
            await_mutex(*self, mutex, contend::engine::no_deadline);
            return lock_awaited(mutex);
        }
    }
    return __interceptor_pthread_mutex_lock(mutex);
}

int pthread_mutex_trylock(pthread_mutex_t* mutex) {
    if (LogicalThread* const self = at_point()) {
        execution.point_in_loop(*self, event(EventKind::try_lock, mutex, CONTEND_CALLER));
        return try_lock(mutex);
    }
    return __interceptor_pthread_mutex_trylock(mutex);
}

int pthread_mutex_timedlock(pthread_mutex_t* mutex, const timespec* time) {
    LogicalThread* const self = at_point();
    if (self == nullptr) return __interceptor_pthread_mutex_timedlock(mutex, time);
    const CallerFrame frame(CONTEND_CALLER);
    return lock_until(*self, mutex, CLOCK_REALTIME, time, CONTEND_CALLER);
}

int pthread_mutex_clocklock(pthread_mutex_t* mutex, clockid_t clock, const timespec* time) {
    if (!can_wait_on(clock)) return EINVAL;
    const CallerFrame frame(CONTEND_CALLER);
    if (LogicalThread* const self = at_point())
        return lock_until(*self, mutex, clock, time, CONTEND_CALLER);
    // Most runtimes have no interceptor for this one and would report the unlock that follows.
    const timespec converted = to_real_time(clock, *time);
    return __interceptor_pthread_mutex_timedlock(mutex, &converted);
}

int pthread_mutex_unlock(pthread_mutex_t* mutex) {
    if (LogicalThread* const self = at_point()) {
        execution.point(*self, event(EventKind::unlock, mutex, CONTEND_CALLER));
        // Who uses a mutex that checks asks for the answer; the runtime would report the question.
        if (mutex->__data.__kind != 0 && refuses_unlock(*self, mutex)) [[unlikely]]
            return EPERM;
        // Before the unlock, so that it can be a tail call: nobody else runs until this thread's
        // next point.
        execution.wake_all(mutex);
    }
    return __interceptor_pthread_mutex_unlock(mutex);
}

}  // extern "C"
