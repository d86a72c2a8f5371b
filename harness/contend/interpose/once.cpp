// One-time initialisation. The runtimes run the routine inside their interceptor, where threads may
// not be switched and through which nothing may be thrown; so under control it runs here, and the
// runtime only hears of it when it is over. This file is compiled with exceptions: the routine's
// pass through it.
#include <contend/interpose/hook.hpp>
#include <contend/interpose/noise.hpp>
#include <contend/interpose/real.hpp>

namespace contend::interpose {
namespace {

constexpr pthread_once_t fresh = PTHREAD_ONCE_INIT;
// While the routine runs under control. What stands for "done" differs; that is the runtime's.
constexpr pthread_once_t running = 1 << 16;

void nothing() {}

// The time in which one thread runs the routine. When it throws, the next thread tries again.
class Attempt {
public:
    Attempt(pthread_once_t* once, void* caller) : once_(once), caller_(caller), frame_(caller) {
        *once_ = running;
        __tsan_acquire(once_);  // of an attempt before this one, which failed
    }

    ~Attempt() {
        if (!succeeded_) __tsan_release(once_);
        *once_ = fresh;
        if (succeeded_) __interceptor_pthread_once(once_, nothing);
        execution.wake_all(once_);
    }

    Attempt(const Attempt&) = delete;
    Attempt& operator=(const Attempt&) = delete;

    void succeed(LogicalThread& self) {
        execution.point(self,
                        {.address = once_, .return_address = caller_, .kind = EventKind::once_end});
        succeeded_ = true;
    }

private:
    pthread_once_t* once_;
    void* caller_;
    bool succeeded_ = false;
    CallerFrame frame_;
};

}  // namespace
}  // namespace contend::interpose

using namespace contend::interpose;

extern "C" {

int pthread_once(pthread_once_t* once, void (*routine)()) {
    LogicalThread* const self = at_point();
    if (self == nullptr) return __interceptor_pthread_once(once, routine);
    execution.point(*self,
                    {.address = once, .return_address = CONTEND_CALLER, .kind = EventKind::once});
    while (*once == running) execution.wait(*self, contend::engine::Waiting::once, once);
    if (*once != fresh) return __interceptor_pthread_once(once, routine);
    Attempt attempt(once, CONTEND_CALLER);
    routine();
    attempt.succeed(*self);
    return 0;
}

/// C11's. No runtime knows it, but its flag is a pthread_once_t, and so the edges are right.
void call_once(pthread_once_t* flag, void (*routine)()) {
    const CallerFrame frame(CONTEND_CALLER);
    pthread_once(flag, routine);
}

}  // extern "C"
