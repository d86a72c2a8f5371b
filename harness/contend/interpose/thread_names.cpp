// Names of threads. The kernel's would be those of the real threads, of which one runs all.
#include <contend/interpose/thread_names.hpp>

#include <contend/interpose/hook.hpp>
#include <contend/interpose/real.hpp>

#include <errno.h>

namespace contend::interpose {
namespace {

constexpr std::size_t bytes_max = 16;  // the kernel's limit, the final zero included

struct Name {
    char text[bytes_max];
    bool given;
};

Name names[base::threads_max];

// Null for a thread that is not under control.
LogicalThread* controlled(pthread_t handle) {
    return current == nullptr ? nullptr : execution.find(static_cast<std::uint64_t>(handle));
}

}  // namespace

void inherit_thread_name(base::ThreadId thread, base::ThreadId creator) {
    if (names[creator].given) names[thread] = names[creator];
}

void forget_thread_name(base::ThreadId thread) { names[thread].given = false; }

}  // namespace contend::interpose

using namespace contend::interpose;

extern "C" {

int pthread_setname_np(pthread_t handle, const char* text) {
    LogicalThread* const thread = controlled(handle);
    if (thread == nullptr) return __interceptor_pthread_setname_np(handle, text);
    std::size_t size = 0;
    while (text[size] != '\0')
        if (++size == bytes_max) return ERANGE;
    Name& name = names[thread->id];
    for (std::size_t i = 0; i <= size; ++i) name.text[i] = text[i];
    name.given = true;
    return 0;
}

int pthread_getname_np(pthread_t handle, char* buffer, std::size_t size) {
    LogicalThread* const thread = controlled(handle);
    if (thread == nullptr) return __interceptor_pthread_getname_np(handle, buffer, size);
    // The process's. The kernel thread that this one was made as may be a parent process's.
    if (!names[thread->id].given)
        return __interceptor_pthread_getname_np(
            static_cast<pthread_t>(execution.thread(0).context.handle), buffer, size);
    if (size < bytes_max) return ERANGE;
    const Name& name = names[thread->id];
    for (std::size_t i = 0; i < bytes_max; ++i) buffer[i] = name.text[i];
    return 0;
}

}  // extern "C"
