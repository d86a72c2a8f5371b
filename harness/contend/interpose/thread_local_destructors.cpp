// Destructors of thread-local objects, one list a logical thread. Their number has no limit: the
// entries come from memory of our own, which executions hand on to one another.
#include <contend/interpose/thread_local_destructors.hpp>

#include <contend/base/system.hpp>
#include <contend/interpose/hook.hpp>
#include <contend/interpose/next.hpp>

#include <errno.h>
#include <sys/mman.h>
#include <sys/syscall.h>

// The C runtime's: its address names the module that an object belongs to.
extern "C" [[gnu::visibility("hidden")]] void* __dso_handle;

namespace contend::interpose {
namespace {

struct Entry {
    void (*function)(void*);
    void* object;
    Entry* below;
};

Entry* lists[base::threads_max];
Entry* unused = nullptr;

Next<int(void (*)(void*), void*, void*)> real_register("__cxa_thread_atexit_impl");

// Not by malloc: the detector would take the entries for the program's.
bool provide_entries() {
    constexpr long chunk_bytes = 64L * 1024;
    const long memory = base::system::call(SYS_mmap, 0, chunk_bytes, PROT_READ | PROT_WRITE,
                                           MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory < 0 && memory > -4096) return false;
    auto* const entries = reinterpret_cast<Entry*>(memory);
    for (unsigned i = 0; i < chunk_bytes / sizeof(Entry); ++i) {
        entries[i].below = unused;
        unused = &entries[i];
    }
    return true;
}

Entry pop(base::ThreadId id) {
    Entry* const entry = lists[id];
    lists[id] = entry->below;
    const Entry taken = *entry;
    entry->below = unused;
    unused = entry;
    return taken;
}

int push(base::ThreadId id, void (*function)(void*), void* object) {
    if (unused == nullptr && !provide_entries()) return ENOMEM;
    Entry* const entry = unused;
    unused = entry->below;
    *entry = {function, object, lists[id]};
    lists[id] = entry;
    return 0;
}

}  // namespace

void destroy_thread_locals(base::ThreadId id) {
    while (lists[id] != nullptr) {  // a destructor may make further thread-local objects
        const Entry last = pop(id);
        last.function(last.object);
    }
}

void forget_thread_local_destructors(base::ThreadId id) {
    while (lists[id] != nullptr) pop(id);
}

}  // namespace contend::interpose

using namespace contend::interpose;

extern "C" int __cxa_thread_atexit_impl(void (*function)(void*), void* object, void* module) {
    LogicalThread* const self = current;
    // Only the program's own thread-local storage is made as new for the next execution. A shared
    // library's stays as it is, and an object in it has to stay alive.
    if (self == nullptr || module != static_cast<void*>(&__dso_handle))
        return real_register.get()(function, object, module);
    return push(self->id, function, object);
}
