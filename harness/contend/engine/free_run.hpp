#pragma once

#include <contend/engine/thread.hpp>

namespace contend::engine {

/// Whether an execution runs freely in this process: on real threads and all cores, with nobody in
/// control. Hooks test it to make noise.
extern constinit bool running_freely;

/// The threads of one execution that nobody controls: numbered in the order of creation like those
/// of a controlled one, so that reports can name them, and waited for at its end.
///
/// One object serves all executions of the process, one after another. begin() and end() belong to
/// the thread of the body; the rest may be called by any thread at any time.
class FreeRun {
public:
    /// Makes the calling thread thread 0.
    void begin();

    /// Waits until every thread of the execution has ended, detached ones included.
    void end();

    /// Leaves the execution at once: the process ends, and its threads with it.
    void leave();

    /// A thread about to be created. Its real thread must run thread_main() on it, or withdraw() it
    /// when there is none. Null when there are threads_max: that one goes unnumbered.
    LogicalThread* create(LogicalThread::Routine routine, void* argument);
    void withdraw(LogicalThread& thread);
    static void* thread_main(void* thread);

    /// Runs routine(arguments + i * stride) on `count` new threads, which start together, and joins
    /// them; false when the system gives no more threads.
    bool run_group(unsigned count, LogicalThread::Routine routine, void* arguments,
                   unsigned long stride);

    /// The thread that calls, thread 0 for one that has no number. Null outside executions that run
    /// freely, and in processes that the execution has forked.
    LogicalThread* calling_thread();

    /// As calling_thread(), but null for what has no number; quick.
    LogicalThread* own_thread();

    /// The number of a kernel thread of this execution; no_thread when it has none.
    base::ThreadId id_of(int kernel_thread) const;

    /// Has every other live thread call `visit` on its own stack, interrupted by `signal`, whose
    /// handler must call answer_visit() first and return if that is true. Patient for 0.2 s with
    /// each.
    void visit_stacks(int signal, void (*visit)(LogicalThread&));
    bool answer_visit();

private:
    static void on_thread_end(void* thread);
    unsigned count() const;

    int process_ = 0;
    std::uint32_t count_ = 0;    // threads of this execution, ended ones included
    std::uint32_t live_ = 0;     // of those, without the body's
    std::uint32_t visited_ = 0;  // a futex: the visit that was answered last
    std::uint32_t visits_ = 0;
    void (*visit_)(LogicalThread&) = nullptr;
    LogicalThread threads_[base::threads_max];
};

/// A wait of the calling thread, if it runs freely: reports tell what for.
class FreeWait {
public:
    explicit FreeWait(Waiting what);
    ~FreeWait();
    FreeWait(const FreeWait&) = delete;
    FreeWait& operator=(const FreeWait&) = delete;
};

/// The process's.
extern constinit FreeRun free_run;

/// The thread of the running execution that calls, whether controlled or running freely; null where
/// none runs.
LogicalThread* running_thread();

}  // namespace contend::engine
