// C11 mutexes and condition variables: in the C library they are pthread ones under another type.
#include <contend/interpose/c11.hpp>
#include <contend/interpose/hook.hpp>

#include <pthread.h>

namespace contend::interpose {
namespace {

static_assert(sizeof(mtx_t) == sizeof(pthread_mutex_t));
static_assert(sizeof(cnd_t) == sizeof(pthread_cond_t));

pthread_mutex_t* real(mtx_t* mutex) { return reinterpret_cast<pthread_mutex_t*>(mutex); }
pthread_cond_t* real(cnd_t* condition) { return reinterpret_cast<pthread_cond_t*>(condition); }

}  // namespace
}  // namespace contend::interpose

using namespace contend::interpose;

extern "C" {

int mtx_init(mtx_t* mutex, int type) {
    const CallerFrame frame(CONTEND_CALLER);
    // Every mutex can be waited for with a time-out, and what else `type` may hold is ignored.
    const bool recursive = (type & ~mtx_timed) == mtx_recursive;
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes,
                              recursive ? PTHREAD_MUTEX_RECURSIVE : PTHREAD_MUTEX_NORMAL);
    const int error = pthread_mutex_init(real(mutex), &attributes);
    pthread_mutexattr_destroy(&attributes);
    return to_c11(error);
}

void mtx_destroy(mtx_t* mutex) {
    const CallerFrame frame(CONTEND_CALLER);
    pthread_mutex_destroy(real(mutex));
}

int mtx_lock(mtx_t* mutex) {
    const CallerFrame frame(CONTEND_CALLER);
    return to_c11(pthread_mutex_lock(real(mutex)));
}

int mtx_trylock(mtx_t* mutex) {
    const CallerFrame frame(CONTEND_CALLER);
    return to_c11(pthread_mutex_trylock(real(mutex)));
}

int mtx_timedlock(mtx_t* mutex, const timespec* time) {
    const CallerFrame frame(CONTEND_CALLER);
    return to_c11(pthread_mutex_timedlock(real(mutex), time));
}

int mtx_unlock(mtx_t* mutex) {
    const CallerFrame frame(CONTEND_CALLER);
    return to_c11(pthread_mutex_unlock(real(mutex)));
}

int cnd_init(cnd_t* condition) {
    const CallerFrame frame(CONTEND_CALLER);
    return to_c11(pthread_cond_init(real(condition), nullptr));
}

void cnd_destroy(cnd_t* condition) {
    const CallerFrame frame(CONTEND_CALLER);
    pthread_cond_destroy(real(condition));
}

int cnd_wait(cnd_t* condition, mtx_t* mutex) {
    const CallerFrame frame(CONTEND_CALLER);
    return to_c11(pthread_cond_wait(real(condition), real(mutex)));
}

int cnd_timedwait(cnd_t* condition, mtx_t* mutex, const timespec* time) {
    const CallerFrame frame(CONTEND_CALLER);
    return to_c11(pthread_cond_timedwait(real(condition), real(mutex), time));
}

int cnd_signal(cnd_t* condition) {
    const CallerFrame frame(CONTEND_CALLER);
    return to_c11(pthread_cond_signal(real(condition)));
}

int cnd_broadcast(cnd_t* condition) {
    const CallerFrame frame(CONTEND_CALLER);
    return to_c11(pthread_cond_broadcast(real(condition)));
}

}  // extern "C"
