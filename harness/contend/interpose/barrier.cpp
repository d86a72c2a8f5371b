// Barriers. Under control nobody enters the C library's: the last thread of a round is the one that
// finds all others waiting in the engine. As there, it is also the one that is told so.
#include <contend/interpose/hook.hpp>
#include <contend/interpose/noise.hpp>
#include <contend/interpose/real.hpp>

namespace contend::interpose {
namespace {

// The head of glibc's barrier. `in` and `round` count threads since it was made; they are equal
// between rounds, and so are they left here.
struct Words {
    unsigned in;
    unsigned round;
    unsigned count;
};

CONTEND_INLINE Words& words(pthread_barrier_t* barrier) {
    return *reinterpret_cast<Words*>(barrier);
}

// Who leaves is ordered after all who came in its round, over an edge of its own: those who are early
// in the next round are not among them, and the barrier itself may be gone by then.
char edges[base::threads_max];

void leave(LogicalThread& self, pthread_barrier_t* barrier) {
    execution.wait(self, engine::Waiting::barrier, barrier);
    __tsan_acquire(&edges[self.id]);
}

void let_all_leave(pthread_barrier_t* barrier) {
    __tsan_acquire(barrier);
    words(barrier).in = words(barrier).round;
    for (unsigned i = 0; i < execution.thread_count(); ++i)
        if (execution.thread(static_cast<base::ThreadId>(i)).waits_for == barrier)
            __tsan_release(&edges[i]);
    execution.wake_all(barrier);
}

int wait_under_control(LogicalThread& self, pthread_barrier_t* barrier, void* caller) {
    execution.point(self,
                    {.address = barrier, .return_address = caller, .kind = EventKind::barrier});
    const CallerFrame frame(caller);
    __real___tsan_read1(barrier);  // as the runtime's own does: a race with destruction is a report
    __tsan_release(barrier);
    Words& barrier_words = words(barrier);
    if (++barrier_words.in - barrier_words.round == barrier_words.count) {
        let_all_leave(barrier);
        return PTHREAD_BARRIER_SERIAL_THREAD;
    }
    leave(self, barrier);
    return 0;
}

}  // namespace
}  // namespace contend::interpose

using namespace contend::interpose;

extern "C" {

int pthread_barrier_wait(pthread_barrier_t* barrier) {
    LogicalThread* const self = at_point();
    if (self == nullptr) return __interceptor_pthread_barrier_wait(barrier);
    return wait_under_control(*self, barrier, CONTEND_CALLER);
}

int pthread_barrier_destroy(pthread_barrier_t* barrier) {
    // The C library waits until every thread that came has left.
    if (LogicalThread* const self = at_point())
        while (words(barrier).in != words(barrier).round) leave(*self, barrier);
    return __interceptor_pthread_barrier_destroy(barrier);
}

}  // extern "C"
