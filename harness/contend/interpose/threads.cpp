// Thread creation and detachment: under control a thread is a logical one on a pooled real thread.
// Of the attributes only the detached state matters: the real thread's stack is as it is (stack
// size, guard, or a stack of the program's own), and the strategy schedules, not the kernel.
#include <contend/interpose/creations.hpp>
#include <contend/interpose/hook.hpp>
#include <contend/interpose/noise.hpp>
#include <contend/interpose/real.hpp>
#include <contend/interpose/thread_names.hpp>

#include <ctype.h>
#include <errno.h>
#include <locale.h>
#include <sys/single_threaded.h>

namespace contend::interpose {
namespace {

bool starts_detached(const pthread_attr_t* attributes) {
    int state = PTHREAD_CREATE_JOINABLE;
    if (attributes != nullptr) pthread_attr_getdetachstate(attributes, &state);
    return state == PTHREAD_CREATE_DETACHED;
}

// The C library looks up a thread's tables of characters when it starts; the real thread may have
// started before setlocale(). With a locale of its own the creator has tables that are not for others.
void give_character_classes(const LogicalThread& thread) {
    if (thread.context.thread_pointer == 0 || uselocale(nullptr) != LC_GLOBAL_LOCALE) return;
    const auto give = [&thread](auto* own) {
        const auto offset = reinterpret_cast<std::uintptr_t>(own) -
                            reinterpret_cast<std::uintptr_t>(__builtin_thread_pointer());
        *reinterpret_cast<decltype(own)>(thread.context.thread_pointer + offset) = *own;
    };
    give(__ctype_b_loc());
    give(__ctype_tolower_loc());
    give(__ctype_toupper_loc());
}

int create_free(pthread_t* handle, const pthread_attr_t* attributes, void* (*routine)(void*),
                void* argument) {
    using engine::free_run;
    LogicalThread* const thread = free_run.create(routine, argument);
    if (thread == nullptr)
        return __interceptor_pthread_create(handle, attributes, routine, argument);
    const int error =
        __interceptor_pthread_create(handle, attributes, engine::FreeRun::thread_main, thread);
    if (error != 0) free_run.withdraw(*thread);
    return error;
}

}  // namespace
}  // namespace contend::interpose

using namespace contend::interpose;

extern "C" {

int pthread_create(pthread_t* handle, const pthread_attr_t* attributes, void* (*routine)(void*),
                   void* argument) {
    LogicalThread* const self = at_point();
    if (self == nullptr && contend::engine::running_freely)
        return create_free(handle, attributes, routine, argument);
    if (self == nullptr) return __interceptor_pthread_create(handle, attributes, routine, argument);
    execution.point(*self, {.return_address = CONTEND_CALLER, .kind = EventKind::create});
    LogicalThread* const thread = execution.create(*self, routine, argument);
    if (thread == nullptr) return EAGAIN;
    __libc_single_threaded = 0;  // its real thread may be older than this process
    thread->detached = starts_detached(attributes);
    inherit_thread_name(thread->id, self->id);
    note_creation(*thread);
    give_character_classes(*thread);
    *handle = static_cast<pthread_t>(thread->context.handle);
    return 0;
}

int pthread_detach(pthread_t handle) {
    if (current == nullptr) return __interceptor_pthread_detach(handle);
    LogicalThread* const target = execution.find(static_cast<std::uint64_t>(handle));
    if (target == nullptr)
        return execution.has_ended_before(handle) ? ESRCH : __interceptor_pthread_detach(handle);
    if (target->joined) return ESRCH;
    if (target->detached) return EINVAL;
    // Where somebody waits for its end already, the C library says yes and changes nothing.
    target->detached = target->joiner == contend::base::no_thread;
    return 0;
}

}  // extern "C"
