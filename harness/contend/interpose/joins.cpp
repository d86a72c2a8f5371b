// Joining threads. What a join answers at once, and with which error, is the C library's choice
// where the standard leaves one.
#include <contend/interpose/hook.hpp>
#include <contend/interpose/noise.hpp>
#include <contend/interpose/real.hpp>
#include <contend/interpose/virtual_time.hpp>

#include <errno.h>

namespace contend::interpose {
namespace {

using engine::no_deadline;

// Only two that join each other are noticed; in a larger circle all wait, and that is a deadlock.
int refusal(const LogicalThread& self, const LogicalThread& target) {
    if (target.joined) return ESRCH;
    if (target.detached) return EINVAL;
    if (&target == &self || self.joiner == target.id) return EDEADLK;
    return target.joiner == base::no_thread ? 0 : EINVAL;
}

Event event(const LogicalThread& target, const void* caller) {
    return {.address = &target, .return_address = caller, .kind = EventKind::join};
}

int join_until(LogicalThread& self, LogicalThread& target, void** result, std::uint64_t deadline,
               const void* caller) {
    execution.point(self, event(target, caller));
    if (const int error = refusal(self, target)) return error;
    if (!execution.join(self, target, deadline)) return ETIMEDOUT;
    if (result != nullptr) *result = target.result;
    return 0;
}

int join_until(LogicalThread& self, LogicalThread& target, void** result, clockid_t clock,
               const timespec* time, const void* caller) {
    const bool ended = target.state == engine::State::finished;
    if (time != nullptr && !ended && !valid(time)) return EINVAL;
    return join_until(self, target, result,
                      time == nullptr ? no_deadline : to_deadline(clock, time), caller);
}

}  // namespace
}  // namespace contend::interpose

using namespace contend::interpose;

extern "C" {

int pthread_join(pthread_t handle, void** result) {
    LogicalThread* const self = at_point();
    if (self == nullptr && contend::engine::running_freely) {
        const CallerFrame frame(CONTEND_CALLER);
        const contend::engine::FreeWait wait(contend::engine::Waiting::join);
        return __interceptor_pthread_join(handle, result);
    }
    if (self == nullptr) return __interceptor_pthread_join(handle, result);
    LogicalThread* const target = execution.find(static_cast<std::uint64_t>(handle));
    if (target == nullptr)
        return execution.has_ended_before(handle) ? ESRCH
                                                  : __interceptor_pthread_join(handle, result);
    return join_until(*self, *target, result, no_deadline, CONTEND_CALLER);
}

int pthread_tryjoin_np(pthread_t handle, void** result) {
    LogicalThread* const self = at_point();
    LogicalThread* const target =
        self == nullptr ? nullptr : execution.find(static_cast<std::uint64_t>(handle));
    if (target == nullptr) return __interceptor_pthread_tryjoin_np(handle, result);
    execution.point_in_loop(*self, event(*target, CONTEND_CALLER));
    if (target->state != contend::engine::State::finished) return EBUSY;
    if (const int error = refusal(*self, *target)) return error;
    execution.join(*self, *target);
    if (result != nullptr) *result = target->result;
    return 0;
}

int pthread_timedjoin_np(pthread_t handle, void** result, const timespec* time) {
    LogicalThread* const self = at_point();
    LogicalThread* const target =
        self == nullptr ? nullptr : execution.find(static_cast<std::uint64_t>(handle));
    if (target == nullptr) return __interceptor_pthread_timedjoin_np(handle, result, time);
    return join_until(*self, *target, result, CLOCK_REALTIME, time, CONTEND_CALLER);
}

int pthread_clockjoin_np(pthread_t handle, void** result, clockid_t clock, const timespec* time) {
    if (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC) return EINVAL;
    LogicalThread* const self = at_point();
    LogicalThread* const target =
        self == nullptr ? nullptr : execution.find(static_cast<std::uint64_t>(handle));
    if (target != nullptr) return join_until(*self, *target, result, clock, time, CONTEND_CALLER);
    // No runtime has an interceptor for this one: it would see no join.
    if (time == nullptr) return __interceptor_pthread_join(handle, result);
    const timespec real_time = to_real_time(clock, *time);
    return __interceptor_pthread_timedjoin_np(handle, result, &real_time);
}

}  // extern "C"
