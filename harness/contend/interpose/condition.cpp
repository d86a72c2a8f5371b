// Condition variables. A waiter never enters the kernel: it releases the mutex, waits in the
// engine, and takes the mutex again through the runtime's own functions, which give the
// happens-before edges. Spurious wake-ups are the engine's decisions.
#include <contend/interpose/hook.hpp>
#include <contend/interpose/noise.hpp>
#include <contend/interpose/real.hpp>
#include <contend/interpose/virtual_time.hpp>
#include <contend/interpose/waits.hpp>

#include <errno.h>

namespace contend::interpose {
namespace {

int wait_under_control(LogicalThread& self, pthread_cond_t* condition, pthread_mutex_t* mutex,
                       std::uint64_t deadline, void* caller) {
    self.gives_up = mutex;
    execution.point(self,
                    {.address = condition, .return_address = caller, .kind = EventKind::wait});
    const CallerFrame frame(caller);
    __real___tsan_read8(
        condition);  // as the runtime's own does: a race with destruction is a report
    if (refuses_unlock(self, mutex)) return EPERM;
    execution.wake_all(mutex);
    if (const int error = __interceptor_pthread_mutex_unlock(mutex); error != 0) return error;
    const bool woken = execution.wait(self, engine::Waiting::condition, condition, deadline);
    await_mutex(self, mutex, engine::no_deadline);
    // A robust mutex may come back from a dead owner.
    if (const int error = lock_awaited(mutex); error != 0) return error;
    return woken ? 0 : ETIMEDOUT;
}

// glibc keeps the clock that pthread_condattr_setclock chose in bit 1 of __wrefs.
clockid_t clock_of(const pthread_cond_t* condition) {
    return (condition->__data.__wrefs & 2) != 0 ? CLOCK_MONOTONIC : CLOCK_REALTIME;
}

}  // namespace
}  // namespace contend::interpose

using namespace contend::interpose;

extern "C" {

int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex) {
    LogicalThread* const self = at_point();
    if (self == nullptr && contend::engine::running_freely) {
        const CallerFrame frame(CONTEND_CALLER);
        const contend::engine::FreeWait wait(contend::engine::Waiting::condition);
        return __interceptor_pthread_cond_wait(condition, mutex);
    }
    if (self == nullptr) return __interceptor_pthread_cond_wait(condition, mutex);
    return wait_under_control(*self, condition, mutex, contend::engine::no_deadline,
                              CONTEND_CALLER);
}

int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                           const timespec* time) {
    LogicalThread* const self = at_point();
    if (self == nullptr) return __interceptor_pthread_cond_timedwait(condition, mutex, time);
    if (!valid(time)) return EINVAL;
    const std::uint64_t deadline = to_deadline(clock_of(condition), time);
    return wait_under_control(*self, condition, mutex, deadline, CONTEND_CALLER);
}

int pthread_cond_clockwait(pthread_cond_t* condition, pthread_mutex_t* mutex, clockid_t clock,
                           const timespec* time) {
    LogicalThread* const self = at_point();
    if (self == nullptr) return __interceptor_pthread_cond_clockwait(condition, mutex, clock, time);
    if (!valid(time) || !can_wait_on(clock)) return EINVAL;
    return wait_under_control(*self, condition, mutex, to_deadline(clock, time), CONTEND_CALLER);
}

int pthread_cond_signal(pthread_cond_t* condition) {
    if (LogicalThread* const self = at_point()) {
        execution.point(
            *self,
            {.address = condition, .return_address = CONTEND_CALLER, .kind = EventKind::signal});
        execution.wake_one(*self, condition);
    }
    return __interceptor_pthread_cond_signal(condition);
}

int pthread_cond_broadcast(pthread_cond_t* condition) {
    if (LogicalThread* const self = at_point()) {
        execution.point(
            *self,
            {.address = condition, .return_address = CONTEND_CALLER, .kind = EventKind::broadcast});
        execution.wake_all(condition);
    }
    return __interceptor_pthread_cond_broadcast(condition);
}

}  // extern "C"
