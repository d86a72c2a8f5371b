// The guards of function-local statics. A thread that finds one being initialised waits in the
// engine; the runtimes' own waiting, in the kernel, would be for ever. The linker brings the calls
// here: Clang's runtime defines these functions strongly. Calls from shared libraries go past.
//
// A static lives as long as its process, so a worker initialises it once, in the first execution
// that comes to it.
#include <contend/interpose/hook.hpp>
#include <contend/interpose/noise.hpp>
#include <contend/interpose/real.hpp>

namespace contend::interpose {
namespace {

using Guard = std::uint64_t;

// The first byte says whether the initialisation is over: the compilers' code looks at it before it
// calls. The runtimes mark one that is under way further up in the first word.
CONTEND_INLINE bool under_way(const Guard* guard) {
    const auto word =
        __atomic_load_n(reinterpret_cast<const std::uint32_t*>(guard), __ATOMIC_RELAXED);
    return word != 0 && (word & 0xff) == 0;
}

CONTEND_INLINE void end_point(const Guard* guard, const void* caller) {
    if (LogicalThread* const self = at_point()) {
        execution.point(*self,
                        {.address = guard, .return_address = caller, .kind = EventKind::once_end});
        execution.wake_all(guard);
    }
}

}  // namespace
}  // namespace contend::interpose

using namespace contend::interpose;

extern "C" {

int __real___cxa_guard_acquire(Guard* guard);
void __real___cxa_guard_release(Guard* guard);
void __real___cxa_guard_abort(Guard* guard);

/// 1: the caller initialises, and then calls release or abort. Who comes again from inside its own
/// initialisation waits for itself: a deadlock.
int __wrap___cxa_guard_acquire(Guard* guard) {
    if (LogicalThread* const self = at_point()) {
        execution.point(
            *self, {.address = guard, .return_address = CONTEND_CALLER, .kind = EventKind::once});
        while (under_way(guard)) execution.wait(*self, contend::engine::Waiting::once, guard);
    }
    const int initialises = __real___cxa_guard_acquire(guard);
    // After an initialisation that failed, the runtimes give no edge to the one that tries again.
    if (initialises != 0) __tsan_acquire(guard);
    return initialises;
}

void __wrap___cxa_guard_release(Guard* guard) {
    end_point(guard, CONTEND_CALLER);
    __real___cxa_guard_release(guard);
}

void __wrap___cxa_guard_abort(Guard* guard) {
    end_point(guard, CONTEND_CALLER);
    __tsan_release(guard);  // for the next attempt; not every runtime does
    __real___cxa_guard_abort(guard);
}

}  // extern "C"
