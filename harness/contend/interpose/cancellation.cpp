// Cancellation is not modelled: a thread under control can say whether it could be cancelled, but
// nobody can cancel it. Signals to other threads are not either: the kernel would deliver them to
// real threads that do not run.
#include <contend/interpose/cancellation.hpp>

#include <contend/interpose/hook.hpp>
#include <contend/interpose/next.hpp>
#include <contend/interpose/real.hpp>

#include <errno.h>
#include <pthread.h>
#include <signal.h>

namespace contend::interpose {
namespace {

struct Cancellation {
    int state;
    int type;
};
static_assert(PTHREAD_CANCEL_ENABLE == 0 && PTHREAD_CANCEL_DEFERRED == 0);

Cancellation settings[base::threads_max];

Next<int(pthread_t)> real_cancel("pthread_cancel");
Next<void()> real_test_cancel("pthread_testcancel");

int exchange(int& setting, int value, int* before) {
    if (value != 0 && value != 1) return EINVAL;
    if (before != nullptr) *before = setting;
    setting = value;
    return 0;
}

}  // namespace

void reset_cancellation(base::ThreadId thread) { settings[thread] = {}; }

}  // namespace contend::interpose

using namespace contend::interpose;

extern "C" {

int pthread_cancel(pthread_t handle) {
    LogicalThread* const self = current;
    if (self == nullptr) return real_cancel.get()(handle);
    const LogicalThread* const target = execution.find(static_cast<std::uint64_t>(handle));
    if (target != nullptr && target->state == contend::engine::State::finished) return 0;
    execution.fail(
        *self, contend::history::IncidentKind::unsupported,
        "pthread_cancel() is called, and cancellation is not modelled: code that cancels "
        "threads can not be explored. Let the test end them another way, such as by a "
        "flag or a std::stop_token");
}

int pthread_setcancelstate(int state, int* before) {
    LogicalThread* const self = current;
    if (self == nullptr) return __interceptor_pthread_setcancelstate(state, before);
    return exchange(settings[self->id].state, state, before);
}

int pthread_setcanceltype(int type, int* before) {
    LogicalThread* const self = current;
    if (self == nullptr) return __interceptor_pthread_setcanceltype(type, before);
    return exchange(settings[self->id].type, type, before);
}

void pthread_testcancel() {
    if (current == nullptr) real_test_cancel.get()();
}

int pthread_kill(pthread_t handle, int signal) {
    LogicalThread* const self = current;
    const LogicalThread* const target =
        self == nullptr ? nullptr : execution.find(static_cast<std::uint64_t>(handle));
    if (target != nullptr && target != self && signal != 0)
        execution.fail(
            *self, contend::history::IncidentKind::unsupported,
            "pthread_kill() sends a signal to another thread, and signals between threads "
            "are not modelled: code that does so can not be explored");
    return __interceptor_pthread_kill(handle, signal);
}

}  // extern "C"
