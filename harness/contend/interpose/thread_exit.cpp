// What happens when a logical thread ends. Its real thread does not end, so the C library never
// does any of this.
#include <contend/interpose/thread_exit.hpp>

#include <contend/interpose/cancellation.hpp>
#include <contend/interpose/hook.hpp>
#include <contend/interpose/keys.hpp>
#include <contend/interpose/pthread_exit.hpp>
#include <contend/interpose/thread_local_destructors.hpp>
#include <contend/interpose/thread_locals.hpp>
#include <contend/interpose/thread_names.hpp>
#include <contend/interpose/waits.hpp>

namespace contend::interpose {

void run_thread_exit() {
    const base::ThreadId id = current->id;
    forget_cleanup_handlers(id);
    // The C library's order. What a key's destructor makes thread-local is never destroyed there
    // either.
    destroy_thread_locals(id);
    destroy_key_values(id);
    abandon_robust_mutexes(*current);
    forget_thread_local_destructors(id);
    renew_own_thread_locals(id);
    reset_cancellation(id);
    forget_thread_name(id);
}

}  // namespace contend::interpose
