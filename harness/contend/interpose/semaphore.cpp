// POSIX semaphores. The value in the semaphore says who may pass; nobody waits for it in the kernel.
#include <contend/interpose/hook.hpp>
#include <contend/interpose/noise.hpp>
#include <contend/interpose/real.hpp>
#include <contend/interpose/virtual_time.hpp>

#include <errno.h>

namespace contend::interpose {
namespace {

// glibc with 64-bit atomic operations: the value is the lower half of the first word, the number of
// threads that wait in the kernel the upper one.
CONTEND_INLINE bool is_empty(const sem_t* semaphore) {
    return static_cast<std::uint32_t>(*reinterpret_cast<const std::uint64_t*>(semaphore)) == 0;
}

CONTEND_INLINE Event event(EventKind kind, const sem_t* semaphore, const void* caller) {
    return {.address = semaphore, .return_address = caller, .kind = kind};
}

bool await(LogicalThread& self, sem_t* semaphore, std::uint64_t deadline) {
    while (is_empty(semaphore))
        if (!execution.wait(self, engine::Waiting::semaphore, semaphore, deadline)) return false;
    return true;
}

int fails_with(int error) {
    errno = error;
    return -1;
}

int wait_until(LogicalThread& self, sem_t* semaphore, clockid_t clock, const timespec* time,
               const void* caller) {
    execution.point(self, event(EventKind::acquire, semaphore, caller));
    if (!await(self, semaphore, to_deadline(clock, time))) return fails_with(ETIMEDOUT);
    return __interceptor_sem_wait(semaphore);
}

}  // namespace
}  // namespace contend::interpose

using namespace contend::interpose;

extern "C" {

int sem_wait(sem_t* semaphore) {
    if (LogicalThread* const self = at_point()) {
        execution.point(*self, event(EventKind::acquire, semaphore, CONTEND_CALLER));
        await(*self, semaphore, contend::engine::no_deadline);
    }
    return __interceptor_sem_wait(semaphore);
}

int sem_trywait(sem_t* semaphore) {
    if (LogicalThread* const self = at_point())
        execution.point_in_loop(*self, event(EventKind::try_acquire, semaphore, CONTEND_CALLER));
    return __interceptor_sem_trywait(semaphore);
}

int sem_timedwait(sem_t* semaphore, const timespec* time) {
    LogicalThread* const self = at_point();
    if (self == nullptr) return __interceptor_sem_timedwait(semaphore, time);
    if (!valid(time)) return fails_with(EINVAL);
    const CallerFrame frame(CONTEND_CALLER);
    return wait_until(*self, semaphore, CLOCK_REALTIME, time, CONTEND_CALLER);
}

int sem_clockwait(sem_t* semaphore, clockid_t clock, const timespec* time) {
    if (!valid(time) || !can_wait_on(clock)) return fails_with(EINVAL);
    const CallerFrame frame(CONTEND_CALLER);
    if (LogicalThread* const self = at_point())
        return wait_until(*self, semaphore, clock, time, CONTEND_CALLER);
    // No runtime has an interceptor for this one: what sem_post publishes would look racy.
    const timespec converted = to_real_time(clock, *time);
    return __interceptor_sem_timedwait(semaphore, &converted);
}

int sem_post(sem_t* semaphore) {
    if (LogicalThread* const self = at_point()) {
        execution.point(*self, event(EventKind::release, semaphore, CONTEND_CALLER));
        execution.wake_all(semaphore);
    }
    return __interceptor_sem_post(semaphore);
}

int sem_getvalue(sem_t* semaphore, int* value) {
    if (LogicalThread* const self = at_point())
        execution.point_in_loop(*self, event(EventKind::read_count, semaphore, CONTEND_CALLER));
    return __interceptor_sem_getvalue(semaphore, value);
}

}  // extern "C"
