// Reader-writer locks. As with mutexes, the lock's own words say who may enter.
#include <contend/interpose/hook.hpp>
#include <contend/interpose/noise.hpp>
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

// Writers that wait come first if the lock was made so. They are counted in a word that the C library
// leaves alone; its own counts are for writers that wait in the kernel.
CONTEND_INLINE bool writers_first(const pthread_rwlock_t* lock) {
    return lock->__data.__flags == PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP;
}
CONTEND_INLINE unsigned& waiting_writers(pthread_rwlock_t* lock) { return lock->__data.__pad4; }

CONTEND_INLINE bool yields_to_writers(pthread_rwlock_t* lock) {
    return writers_first(lock) && waiting_writers(lock) != 0;
}

CONTEND_INLINE bool may_read(const LogicalThread& self, pthread_rwlock_t* lock) {
    return (!writer_inside(lock) && !yields_to_writers(lock)) || is_writer(self, lock);
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
    if (may_write(self, lock)) return true;
    ++waiting_writers(lock);
    bool in_time = true;
    while (in_time && !may_write(self, lock))
        in_time = execution.wait(self, engine::Waiting::exclusive_lock, lock, deadline);
    --waiting_writers(lock);
    if (!in_time) execution.wake_all(lock);  // readers that waited for this writer alone
    return in_time;
}

// With a time-out; the answer is the C library's.
int read_until(LogicalThread& self, pthread_rwlock_t* lock, clockid_t clock, const timespec* time,
               const void* caller) {
    if (!valid(time) || !can_wait_on(clock)) return EINVAL;
    if (!await_read(self, lock, to_deadline(clock, time), caller)) return ETIMEDOUT;
    return is_writer(self, lock) ? EDEADLK : __interceptor_pthread_rwlock_tryrdlock(lock);
}

int write_until(LogicalThread& self, pthread_rwlock_t* lock, clockid_t clock, const timespec* time,
                const void* caller) {
    if (!valid(time) || !can_wait_on(clock)) return EINVAL;
    if (!await_write(self, lock, to_deadline(clock, time), caller)) return ETIMEDOUT;
    return is_writer(self, lock) ? EDEADLK : __interceptor_pthread_rwlock_trywrlock(lock);
}

CONTEND_INLINE bool may_unlock(const LogicalThread& self, const pthread_rwlock_t* lock) {
    return writer_inside(lock) ? is_writer(self, lock) : readers_inside(lock);
}

// The runtimes take the unlock of a lock that nobody holds for one of a reader, and the C library
// then counts readers below zero. As a plain mutex it is reported; and left alone, or a deadlock far
// behind would be what people see.
CONTEND_COLD int report_misuse(pthread_rwlock_t* lock, void* caller) {
    const CallerFrame frame(caller);
    __tsan_mutex_pre_unlock(lock, 0);
    __tsan_mutex_post_unlock(lock, 0);
    return EPERM;
}

}  // namespace
}  // namespace contend::interpose

using namespace contend::interpose;
using contend::engine::no_deadline;

extern "C" {

int pthread_rwlock_rdlock(pthread_rwlock_t* lock) {
    if (LogicalThread* const self = at_point())
        await_read(*self, lock, no_deadline, CONTEND_CALLER);
    return __interceptor_pthread_rwlock_rdlock(lock);
}

int pthread_rwlock_wrlock(pthread_rwlock_t* lock) {
    if (LogicalThread* const self = at_point())
        await_write(*self, lock, no_deadline, CONTEND_CALLER);
    return __interceptor_pthread_rwlock_wrlock(lock);
}

int pthread_rwlock_tryrdlock(pthread_rwlock_t* lock) {
    if (LogicalThread* const self = at_point()) {
        execution.point_in_loop(*self, event(EventKind::try_lock_shared, lock, CONTEND_CALLER));
        if (yields_to_writers(lock)) return EBUSY;
    }
    return __interceptor_pthread_rwlock_tryrdlock(lock);
}

int pthread_rwlock_trywrlock(pthread_rwlock_t* lock) {
    if (LogicalThread* const self = at_point())
        execution.point_in_loop(*self, event(EventKind::try_lock, lock, CONTEND_CALLER));
    return __interceptor_pthread_rwlock_trywrlock(lock);
}

// Neither runtime intercepts the two forms with a clock.
int pthread_rwlock_clockrdlock(pthread_rwlock_t* lock, clockid_t clock, const timespec* time) {
    const CallerFrame frame(CONTEND_CALLER);
    if (LogicalThread* const self = at_point())
        return read_until(*self, lock, clock, time, CONTEND_CALLER);
    if (!can_wait_on(clock)) return EINVAL;
    const timespec converted = to_real_time(clock, *time);
    return __interceptor_pthread_rwlock_timedrdlock(lock, &converted);
}

int pthread_rwlock_clockwrlock(pthread_rwlock_t* lock, clockid_t clock, const timespec* time) {
    const CallerFrame frame(CONTEND_CALLER);
    if (LogicalThread* const self = at_point())
        return write_until(*self, lock, clock, time, CONTEND_CALLER);
    if (!can_wait_on(clock)) return EINVAL;
    const timespec converted = to_real_time(clock, *time);
    return __interceptor_pthread_rwlock_timedwrlock(lock, &converted);
}

int pthread_rwlock_timedrdlock(pthread_rwlock_t* lock, const timespec* time) {
    LogicalThread* const self = at_point();
    if (self == nullptr) return __interceptor_pthread_rwlock_timedrdlock(lock, time);
    const CallerFrame frame(CONTEND_CALLER);
    return read_until(*self, lock, CLOCK_REALTIME, time, CONTEND_CALLER);
}

int pthread_rwlock_timedwrlock(pthread_rwlock_t* lock, const timespec* time) {
    LogicalThread* const self = at_point();
    if (self == nullptr) return __interceptor_pthread_rwlock_timedwrlock(lock, time);
    const CallerFrame frame(CONTEND_CALLER);
    return write_until(*self, lock, CLOCK_REALTIME, time, CONTEND_CALLER);
}

int pthread_rwlock_unlock(pthread_rwlock_t* lock) {
    if (LogicalThread* const self = at_point()) {
        const EventKind kind =
            is_writer(*self, lock) ? EventKind::unlock : EventKind::unlock_shared;
        execution.point(*self, event(kind, lock, CONTEND_CALLER));
        if (!may_unlock(*self, lock)) [[unlikely]]
            return report_misuse(lock, CONTEND_CALLER);
        execution.wake_all(lock);
    }
    return __interceptor_pthread_rwlock_unlock(lock);
}

}  // extern "C"
