// Thread creation, join and detach: under control a thread is a logical one on a pooled real
// thread.
#include <contend/interpose/hook.hpp>
#include <contend/interpose/real.hpp>

#include <errno.h>

namespace contend::interpose {
namespace {

bool starts_detached(const pthread_attr_t* attributes) {
    int state = PTHREAD_CREATE_JOINABLE;
    if (attributes != nullptr) pthread_attr_getdetachstate(attributes, &state);
    return state == PTHREAD_CREATE_DETACHED;
}

}  // namespace
}  // namespace contend::interpose

using namespace contend::interpose;

extern "C" {

int pthread_create(pthread_t* handle, const pthread_attr_t* attributes, void* (*routine)(void*),
                   void* argument) {
    LogicalThread* const self = current;
    if (self == nullptr) return __interceptor_pthread_create(handle, attributes, routine, argument);
    execution.point(*self, {.return_address = CONTEND_CALLER, .kind = EventKind::create});
    LogicalThread* const thread = execution.create(*self, routine, argument);
    if (thread == nullptr) return EAGAIN;
    thread->detached = starts_detached(attributes);
    *handle = static_cast<pthread_t>(thread->context.handle);
    return 0;
}

int pthread_join(pthread_t handle, void** result) {
    LogicalThread* const self = current;
    LogicalThread* const target =
        self == nullptr ? nullptr : execution.find(static_cast<std::uint64_t>(handle));
    if (target == nullptr) return __interceptor_pthread_join(handle, result);
    if (target == self) return EDEADLK;
    if (target->detached || target->joined) return EINVAL;
    execution.point(*self,
                    {.address = target, .return_address = CONTEND_CALLER, .kind = EventKind::join});
    execution.join(*self, *target);
    if (result != nullptr) *result = target->result;
    return 0;
}

int pthread_detach(pthread_t handle) {
    LogicalThread* const self = current;
    LogicalThread* const target =
        self == nullptr ? nullptr : execution.find(static_cast<std::uint64_t>(handle));
    if (target == nullptr) return __interceptor_pthread_detach(handle);
    if (target->detached || target->joined) return EINVAL;
    target->detached = true;
    return 0;
}

}  // extern "C"
