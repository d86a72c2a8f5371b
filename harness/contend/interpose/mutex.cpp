// Mutexes. The lock's own word says whether it is free; nobody ever waits for it in the kernel.
#include <contend/interpose/hook.hpp>
#include <contend/interpose/real.hpp>
#include <contend/interpose/virtual_time.hpp>
#include <contend/interpose/waits.hpp>

#include <errno.h>

namespace contend::interpose {
namespace {

// glibc: the type is in the low bits of the kind; a recursive or error-checking mutex answers its
// owner at once.
CONTEND_INLINE bool answers_at_once(const LogicalThread& self, const pthread_mutex_t* mutex) {
    if (mutex->__data.__lock == 0) return true;
    constexpr int type_mask = 3;
    const int type = mutex->__data.__kind & type_mask;
    const bool knows_owner = type == PTHREAD_MUTEX_RECURSIVE || type == PTHREAD_MUTEX_ERRORCHECK;
    return knows_owner && mutex->__data.__owner == self.context.kernel_thread_id;
}

CONTEND_INLINE Event event(EventKind kind, const pthread_mutex_t* mutex, const void* caller) {
    return {.address = mutex, .return_address = caller, .kind = kind};
}

int lock_until(LogicalThread& self, pthread_mutex_t* mutex, clockid_t clock, const timespec* time,
               const void* caller) {
    execution.point(self, event(EventKind::lock, mutex, caller));
    if (!answers_at_once(self, mutex) && !valid(time)) return EINVAL;
    return await_mutex(self, mutex, to_deadline(clock, time)) ? 0 : ETIMEDOUT;
}

}  // namespace

bool await_mutex(LogicalThread& self, pthread_mutex_t* mutex, std::uint64_t deadline) {
    while (!answers_at_once(self, mutex))
        if (!execution.wait(self, engine::Waiting::mutex, mutex, deadline)) return false;
    return true;
}

}  // namespace contend::interpose

using namespace contend::interpose;

extern "C" {

int pthread_mutex_lock(pthread_mutex_t* mutex) {
    if (LogicalThread* const self = current) {
        execution.point(*self, event(EventKind::lock, mutex, CONTEND_CALLER));
        if (!answers_at_once(*self, mutex)) [[unlikely]]
            await_mutex(*self, mutex, contend::engine::no_deadline);
    }
    return __interceptor_pthread_mutex_lock(mutex);
}

int pthread_mutex_trylock(pthread_mutex_t* mutex) {
    if (LogicalThread* const self = current)
        execution.point_in_loop(*self, event(EventKind::try_lock, mutex, CONTEND_CALLER));
    return __interceptor_pthread_mutex_trylock(mutex);
}

int pthread_mutex_timedlock(pthread_mutex_t* mutex, const timespec* time) {
    LogicalThread* const self = current;
    if (self == nullptr) return __interceptor_pthread_mutex_timedlock(mutex, time);
    const int error = lock_until(*self, mutex, CLOCK_REALTIME, time, CONTEND_CALLER);
    if (error != 0) return error;
    return __interceptor_pthread_mutex_trylock(mutex);
}

int pthread_mutex_clocklock(pthread_mutex_t* mutex, clockid_t clock, const timespec* time) {
    LogicalThread* const self = current;
    if (self == nullptr) {
        // Most runtimes have no interceptor for this one and would report the unlock that follows.
        const timespec converted = to_real_time(clock, *time);
        return __interceptor_pthread_mutex_timedlock(mutex, &converted);
    }
    const int error = lock_until(*self, mutex, clock, time, CONTEND_CALLER);
    if (error != 0) return error;
    return __interceptor_pthread_mutex_trylock(mutex);
}

int pthread_mutex_unlock(pthread_mutex_t* mutex) {
    if (LogicalThread* const self = current) {
        execution.point(*self, event(EventKind::unlock, mutex, CONTEND_CALLER));
        // Before the unlock, so that it can be a tail call: nobody else runs until this thread's
        // next point.
        execution.wake_all(mutex);
    }
    return __interceptor_pthread_mutex_unlock(mutex);
}

}  // extern "C"
