// One-time initialisation. The runtimes run the routine inside their interceptor, where threads may
// not be switched and through which nothing may be thrown; so under control it runs here, and the
// runtime only hears of it when it is over.
#include <contend/interpose/hook.hpp>
#include <contend/interpose/noise.hpp>
#include <contend/interpose/real.hpp>

extern "C" {
/// once_frame.c: calls `run`, and then `end`, also when an exception or pthread_exit() leaves `run`.
void contend_once_frame(void (*run)(void*), void (*end)(void*), void* argument);
}

namespace contend::interpose {
namespace {

constexpr pthread_once_t fresh = PTHREAD_ONCE_INIT;
// While the routine runs under control. What stands for "done" differs; that is the runtime's.
constexpr pthread_once_t running = 1 << 16;

void nothing() {}

// The time in which one thread runs the routine. When it throws, the next thread tries again.
struct Attempt {
    LogicalThread& self;
    pthread_once_t* once;
    void (*routine)();
    void* caller;
    bool succeeded = false;
};

void run(void* argument) {
    auto& attempt = *static_cast<Attempt*>(argument);
    attempt.routine();
    execution.point(
        attempt.self,
        {.address = attempt.once, .return_address = attempt.caller, .kind = EventKind::once_end});
    attempt.succeeded = true;
}

void end(void* argument) {
    const auto& attempt = *static_cast<const Attempt*>(argument);
    if (!attempt.succeeded) __tsan_release(attempt.once);
    *attempt.once = fresh;
    if (attempt.succeeded) __interceptor_pthread_once(attempt.once, nothing);
    execution.wake_all(attempt.once);
    __tsan_func_exit();
}

int once_under_control(LogicalThread& self, pthread_once_t* once, void (*routine)(), void* caller) {
    execution.point(self, {.address = once, .return_address = caller, .kind = EventKind::once});
    while (*once == running) execution.wait(self, contend::engine::Waiting::once, once);
    if (*once != fresh) return __interceptor_pthread_once(once, routine);
    Attempt attempt{self, once, routine, caller};
    __tsan_func_entry(caller);
    *once = running;
    __tsan_acquire(once);  // of an attempt before this one, which failed
    contend_once_frame(run, end, &attempt);
    return 0;
}

}  // namespace
}  // namespace contend::interpose

using namespace contend::interpose;

extern "C" {

int pthread_once(pthread_once_t* once, void (*routine)()) {
    if (LogicalThread* const self = at_point())
        return once_under_control(*self, once, routine, CONTEND_CALLER);
    return __interceptor_pthread_once(once, routine);
}

/// C11's. No runtime knows it, but its flag is a pthread_once_t, and so the edges are right.
void call_once(pthread_once_t* flag, void (*routine)()) {
    if (LogicalThread* const self = at_point()) {
        once_under_control(*self, flag, routine, CONTEND_CALLER);
        return;
    }
    const CallerFrame frame(CONTEND_CALLER);
    __interceptor_pthread_once(flag, routine);
}

}  // extern "C"
