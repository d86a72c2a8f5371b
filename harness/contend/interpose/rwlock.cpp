// Reader-writer locks. As with mutexes, the lock's own words say who may enter.
#include <contend/interpose/hook.hpp>
#include <contend/interpose/real.hpp>
#include <contend/interpose/virtual_time.hpp>

#include <errno.h>

namespace contend::interpose {
namespace {

// glibc's __readers: bit 1 says that a writer holds the lock, the bits from 3 up count readers.
CONTEND_INLINE bool writer_inside(const pthread_rwlock_t* lock) {
    return (lock->__data.__readers & 2) != 0;
}
CONTEND_INLINE bool readers_inside(const pthread_rwlock_t* lock) {
    return (lock->__data.__readers >> 3) != 0;
}

// The writer that asks again gets EDEADLK at once.
CONTEND_INLINE bool is_writer(const LogicalThread& self, const pthread_rwlock_t* lock) {
    return lock->__data.__cur_writer == self.context.kernel_thread_id;
}

CONTEND_INLINE bool may_read(const LogicalThread& self, const pthread_rwlock_t* lock) {
    return !writer_inside(lock) || is_writer(self, lock);
}

CONTEND_INLINE bool may_write(const LogicalThread& self, const pthread_rwlock_t* lock) {
    return (!writer_inside(lock) && !readers_inside(lock)) || is_writer(self, lock);
}

CONTEND_INLINE Event event(EventKind kind, const pthread_rwlock_t* lock, const void* caller) {
    return {.address = lock, .return_address = caller, .kind = kind};
}

bool await_read(LogicalThread& self, pthread_rwlock_t* lock, std::uint64_t deadline,
                const void* caller) {
    execution.point(self, event(EventKind::lock_shared, lock, caller));
    while (!may_read(self, lock))
        if (!execution.wait(self, engine::Waiting::shared_lock, lock, deadline)) return false;
    return true;
}

bool await_write(LogicalThread& self, pthread_rwlock_t* lock, std::uint64_t deadline,
                 const void* caller) {
    execution.point(self, event(EventKind::lock, lock, caller));
    while (!may_write(self, lock))
        if (!execution.wait(self, engine::Waiting::exclusive_lock, lock, deadline)) return false;
    return true;
}

}  // namespace
}  // namespace contend::interpose

using namespace contend::interpose;
using contend::engine::no_deadline;

extern "C" {

int pthread_rwlock_rdlock(pthread_rwlock_t* lock) {
    if (LogicalThread* const self = current) await_read(*self, lock, no_deadline, CONTEND_CALLER);
    return __interceptor_pthread_rwlock_rdlock(lock);
}

int pthread_rwlock_wrlock(pthread_rwlock_t* lock) {
    if (LogicalThread* const self = current) await_write(*self, lock, no_deadline, CONTEND_CALLER);
    return __interceptor_pthread_rwlock_wrlock(lock);
}

int pthread_rwlock_tryrdlock(pthread_rwlock_t* lock) {
    if (LogicalThread* const self = current)
        execution.point_in_loop(*self, event(EventKind::try_lock_shared, lock, CONTEND_CALLER));
    return __interceptor_pthread_rwlock_tryrdlock(lock);
}

int pthread_rwlock_trywrlock(pthread_rwlock_t* lock) {
    if (LogicalThread* const self = current)
        execution.point_in_loop(*self, event(EventKind::try_lock, lock, CONTEND_CALLER));
    return __interceptor_pthread_rwlock_trywrlock(lock);
}

int pthread_rwlock_clockrdlock(pthread_rwlock_t* lock, clockid_t clock, const timespec* time) {
    LogicalThread* const self = current;
    if (self == nullptr) {
        const timespec converted = to_real_time(clock, *time);
        return __interceptor_pthread_rwlock_timedrdlock(lock, &converted);
    }
    if (!valid(time)) return EINVAL;
    if (!await_read(*self, lock, to_deadline(clock, time), CONTEND_CALLER)) return ETIMEDOUT;
    return is_writer(*self, lock) ? EDEADLK : __interceptor_pthread_rwlock_tryrdlock(lock);
}

int pthread_rwlock_clockwrlock(pthread_rwlock_t* lock, clockid_t clock, const timespec* time) {
    LogicalThread* const self = current;
    if (self == nullptr) {
        const timespec converted = to_real_time(clock, *time);
        return __interceptor_pthread_rwlock_timedwrlock(lock, &converted);
    }
    if (!valid(time)) return EINVAL;
    if (!await_write(*self, lock, to_deadline(clock, time), CONTEND_CALLER)) return ETIMEDOUT;
    return is_writer(*self, lock) ? EDEADLK : __interceptor_pthread_rwlock_trywrlock(lock);
}

int pthread_rwlock_timedrdlock(pthread_rwlock_t* lock, const timespec* time) {
    if (current == nullptr) return __interceptor_pthread_rwlock_timedrdlock(lock, time);
    const CallerFrame frame(CONTEND_CALLER);
    return pthread_rwlock_clockrdlock(lock, CLOCK_REALTIME, time);
}

int pthread_rwlock_timedwrlock(pthread_rwlock_t* lock, const timespec* time) {
    if (current == nullptr) return __interceptor_pthread_rwlock_timedwrlock(lock, time);
    const CallerFrame frame(CONTEND_CALLER);
    return pthread_rwlock_clockwrlock(lock, CLOCK_REALTIME, time);
}

int pthread_rwlock_unlock(pthread_rwlock_t* lock) {
    if (LogicalThread* const self = current) {
        execution.point(*self, event(EventKind::unlock, lock, CONTEND_CALLER));
        execution.wake_all(lock);
    }
    return __interceptor_pthread_rwlock_unlock(lock);
}

}  // extern "C"
