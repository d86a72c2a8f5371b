// Thread-local destructors. A controlled thread ends without its real thread ending, so the C
// library would never run them; they are kept here, one list a logical thread, and run by the
// engine.
#include <contend/interpose/thread_exit.hpp>

#include <contend/interpose/hook.hpp>
#include <contend/interpose/thread_locals.hpp>
#include <contend/interpose/waits.hpp>

#include <dlfcn.h>

namespace contend::interpose {
namespace {

struct Destructor {
    void (*function)(void*);
    void* object;
};

constexpr unsigned destructors_max =
    32;  // of one thread; more are never run, as if the thread had not ended
Destructor destructors[base::threads_max][destructors_max];
unsigned counts[base::threads_max];

using Register = int (*)(void (*)(void*), void*, void*);

Register real_register() {
    static Register real = nullptr;
    if (real == nullptr)
        real = reinterpret_cast<Register>(dlsym(RTLD_NEXT, "__cxa_thread_atexit_impl"));
    return real;
}

}  // namespace

void run_thread_exit() {
    const base::ThreadId id = current->id;
    while (counts[id] != 0) {  // a destructor may make further thread-local objects
        const Destructor last = destructors[id][--counts[id]];
        last.function(last.object);
    }
    abandon_robust_mutexes(*current);
    renew_own_thread_locals();
}

}  // namespace contend::interpose

using namespace contend::interpose;

extern "C" int __cxa_thread_atexit_impl(void (*function)(void*), void* object, void* module) {
    LogicalThread* const self = current;
    if (self == nullptr || self->id == 0) return real_register()(function, object, module);
    unsigned& count = counts[self->id];
    if (count < destructors_max) destructors[self->id][count++] = {function, object};
    return 0;
}
