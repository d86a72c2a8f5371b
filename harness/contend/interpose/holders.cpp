#include <contend/interpose/holders.hpp>

#include <contend/interpose/hook.hpp>
#include <contend/interpose/mutex_word.hpp>

namespace contend::interpose {
namespace {

base::ThreadId owner_of(const pthread_mutex_t* mutex) {
    for (unsigned i = 0; i < execution.thread_count(); ++i) {
        const LogicalThread& thread = execution.thread(static_cast<base::ThreadId>(i));
        if (mutex_word::is_owner(thread, mutex)) return thread.id;
    }
    return base::no_thread;
}

base::ThreadId writer_of(const pthread_rwlock_t* lock) {
    for (unsigned i = 0; i < execution.thread_count(); ++i) {
        const LogicalThread& thread = execution.thread(static_cast<base::ThreadId>(i));
        if (lock->__data.__cur_writer == thread.context.kernel_thread_id) return thread.id;
    }
    return base::no_thread;
}

}  // namespace

base::ThreadId holder_of(const LogicalThread& waiting) {
    switch (waiting.waiting) {
        case engine::Waiting::mutex:
            return owner_of(static_cast<const pthread_mutex_t*>(waiting.waits_for));
        case engine::Waiting::shared_lock:
        case engine::Waiting::exclusive_lock:
            return writer_of(static_cast<const pthread_rwlock_t*>(waiting.waits_for));
        case engine::Waiting::join: return static_cast<const LogicalThread*>(waiting.waits_for)->id;
        default: return base::no_thread;
    }
}

}  // namespace contend::interpose
