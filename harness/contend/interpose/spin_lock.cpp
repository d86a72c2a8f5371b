// Spin locks. Nobody spins: who would, waits in the engine, so that a lock whose holder never lets go
// is a deadlock and not a loop.
#include <contend/interpose/hook.hpp>
#include <contend/interpose/noise.hpp>
#include <contend/interpose/real.hpp>

namespace contend::interpose {
namespace {

CONTEND_INLINE bool is_free(const pthread_spinlock_t* lock) {
#if defined(__x86_64__) || defined(__i386__)
    return *lock > 0;  // here the C library's attempts count down from 1
#else
    return *lock == 0;
#endif
}

CONTEND_INLINE Event event(EventKind kind, pthread_spinlock_t* lock, const void* caller) {
    return {.address = const_cast<const int*>(lock), .return_address = caller, .kind = kind};
}

CONTEND_INLINE const void* resource(pthread_spinlock_t* lock) {
    return const_cast<const int*>(lock);
}

}  // namespace
}  // namespace contend::interpose

using namespace contend::interpose;

extern "C" {

int pthread_spin_lock(pthread_spinlock_t* lock) {
    if (LogicalThread* const self = at_point()) {
        execution.point(*self, event(EventKind::lock, lock, CONTEND_CALLER));
        while (!is_free(lock))
            execution.wait(*self, contend::engine::Waiting::spin_lock, resource(lock));
    }
    return __interceptor_pthread_spin_lock(lock);
}

int pthread_spin_trylock(pthread_spinlock_t* lock) {
    if (LogicalThread* const self = at_point())
        execution.point_in_loop(*self, event(EventKind::try_lock, lock, CONTEND_CALLER));
    return __interceptor_pthread_spin_trylock(lock);
}

int pthread_spin_unlock(pthread_spinlock_t* lock) {
    if (LogicalThread* const self = at_point()) {
        execution.point(*self, event(EventKind::unlock, lock, CONTEND_CALLER));
        execution.wake_all(resource(lock));
    }
    return __interceptor_pthread_spin_unlock(lock);
}

}  // extern "C"
