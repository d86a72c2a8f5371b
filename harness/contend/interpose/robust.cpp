// Robust mutexes whose owner ends. A logical thread ends without its real thread ending, so the
// kernel would never look at the thread's list of robust mutexes; what it would do is done here.
#include <contend/base/system.hpp>
#include <contend/interpose/hook.hpp>
#include <contend/interpose/mutex_word.hpp>
#include <contend/interpose/real.hpp>
#include <contend/interpose/waits.hpp>

#include <linux/futex.h>
#include <sys/syscall.h>
#include <cstddef>

namespace contend::interpose {
namespace {

// The C library tells the kernel of each thread's list, and keeps it in the same place of what a
// pthread_t points to. Asked is for the body's: the other kernel threads may be a parent process's.
std::intptr_t offset = 0;

robust_list_head* head_of(const LogicalThread& self) {
    if (offset == 0) {
        const engine::ContextSlot& body = execution.thread(0).context;
        std::intptr_t head = 0;
        std::size_t size = 0;
        base::system::call(SYS_get_robust_list, body.kernel_thread_id,
                           reinterpret_cast<long>(&head), reinterpret_cast<long>(&size));
        if (head == 0) return nullptr;
        offset = head - static_cast<std::intptr_t>(body.handle);
    }
    return reinterpret_cast<robust_list_head*>(self.context.handle + offset);
}

// The lowest bit of a link says that the mutex inherits priorities.
robust_list* without_mark(robust_list* link) {
    return reinterpret_cast<robust_list*>(reinterpret_cast<std::uintptr_t>(link) &
                                          ~std::uintptr_t{1});
}

void abandon(LogicalThread& self, pthread_mutex_t* mutex) {
    if (!mutex_word::is_owner(self, mutex)) return;
    // The next owner sees what this one did; and the detector must not believe that this one, whose
    // real thread goes on, holds the mutex for ever.
    constexpr unsigned however_often_locked = 1u << 6;  // __tsan_mutex_recursive_unlock
    __tsan_mutex_pre_unlock(mutex, however_often_locked);
    mutex->__data.__lock = static_cast<int>(mutex_word::owner_died);
    __tsan_mutex_post_unlock(mutex, however_often_locked);
    execution.wake_all(mutex);
}

}  // namespace

void abandon_robust_mutexes(LogicalThread& self) {
    robust_list_head* const head = head_of(self);
    if (head == nullptr) return;
    constexpr unsigned mutexes_max = 2'048;  // the kernel's own limit, against a broken list
    robust_list* link = without_mark(head->list.next);
    for (unsigned i = 0; i < mutexes_max && link != &head->list; ++i) {
        robust_list* const next = without_mark(link->next);
        abandon(self, reinterpret_cast<pthread_mutex_t*>(reinterpret_cast<char*>(link) +
                                                         head->futex_offset));
        link = next;
    }
    head->list.next = &head->list;
}

}  // namespace contend::interpose
