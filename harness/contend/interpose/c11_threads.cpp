// C11 threads and thread-specific storage, on the pthread functions. thrd_current and thrd_equal need
// nothing: a logical thread has a pthread_t of its own.
#include <contend/interpose/c11.hpp>
#include <contend/interpose/hook.hpp>

#include <pthread.h>
#include <sched.h>
#include <time.h>
#include <cstdint>

namespace contend::interpose {
namespace {

// A thread's int comes back in the register of a pointer, on every platform contend runs on; so the
// function needs no wrapper, which would have to be allocated. What is above the int is not defined.
using Routine = void* (*)(void*);

Routine as_routine(thrd_start_t function) {
    return reinterpret_cast<Routine>(reinterpret_cast<void (*)()>(function));
}

int as_int(void* result) { return static_cast<int>(reinterpret_cast<std::intptr_t>(result)); }

}  // namespace
}  // namespace contend::interpose

using namespace contend::interpose;

extern "C" {

int thrd_create(thrd_t* thread, thrd_start_t function, void* argument) {
    const CallerFrame frame(CONTEND_CALLER);
    return to_c11(pthread_create(thread, nullptr, as_routine(function), argument));
}

int thrd_join(thrd_t thread, int* result) {
    const CallerFrame frame(CONTEND_CALLER);
    void* returned = nullptr;
    const int error = pthread_join(thread, &returned);
    if (error == 0 && result != nullptr) *result = as_int(returned);
    return to_c11(error);
}

int thrd_detach(thrd_t thread) {
    const CallerFrame frame(CONTEND_CALLER);
    return to_c11(pthread_detach(thread));
}

void thrd_exit(int result) {
    pthread_exit(reinterpret_cast<void*>(static_cast<std::intptr_t>(result)));
}

void thrd_yield() { sched_yield(); }

// C11 does not name the errors: -1 is an interruption, anything below another failure.
int thrd_sleep(const timespec* duration, timespec* rest) {
    const int error = clock_nanosleep(CLOCK_REALTIME, 0, duration, rest);
    if (error == 0) return 0;
    return error == EINTR ? -1 : -2;
}

int tss_create(tss_t* key, tss_dtor_t destructor) {
    return to_c11(pthread_key_create(key, destructor));
}

void* tss_get(tss_t key) { return pthread_getspecific(key); }

int tss_set(tss_t key, void* value) { return to_c11(pthread_setspecific(key, value)); }

void tss_delete(tss_t key) { pthread_key_delete(key); }

}  // extern "C"
