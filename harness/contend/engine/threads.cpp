// Creation, end and join of logical threads.
#include <contend/base/check.hpp>
#include <contend/engine/execution.hpp>

namespace contend::engine {

bool Execution::start(LogicalThread& creator, LogicalThread& thread, LogicalThread::Routine routine,
                      void* argument) {
    LogicalThread* const controlled = current;
    current = nullptr;  // creating the real thread behind the slot is our doing, not the program's
    const bool provided = thread.context.provided || carrier_->provide(thread);
    current = controlled;
    if (!provided) return false;
    thread.state = State::runnable;
    thread.waiting = Waiting::nothing;
    thread.detached = thread.joined = thread.in_group = thread.timed_out = false;
    thread.operation = 0;
    thread.repeats = 0;
    thread.random_draws = 0;
    thread.wake_mask = ~0u;
    thread.waits_for = nullptr;
    thread.routine = routine;
    thread.argument = argument;
    thread.result = nullptr;
    thread.creator = creator.id;
    pending_[thread.id] = {.kind = schedule::EventKind::thread_start};
    thread_steps_[thread.id] = 0;
    ++live_;
    make_runnable(thread);
    return true;
}

LogicalThread* Execution::create(LogicalThread& self, LogicalThread::Routine routine,
                                 void* argument) {
    if (count_ == base::threads_max) return nullptr;
    LogicalThread& thread = threads_[count_];
    if (!start(self, thread, routine, argument)) return nullptr;
    ++count_;
    if (detector_.release != nullptr) detector_.release(&thread.start_edge);
    return &thread;
}

bool Execution::create_group(LogicalThread& self, unsigned count, LogicalThread::Routine routine,
                             void* arguments, unsigned long stride) {
    if (count_ + count > base::threads_max) return false;
    if (detector_.release != nullptr) detector_.release(&group_start_edge_);
    for (unsigned i = 0; i < count; ++i) {
        LogicalThread& thread = threads_[count_];
        if (!start(self, thread, routine, static_cast<char*>(arguments) + i * stride)) return false;
        thread.in_group = true;
        ++count_;
    }
    return true;
}

void Execution::join_group(LogicalThread& self) {
    for (unsigned i = 1; i < count_; ++i)
        while (threads_[i].in_group && threads_[i].state != State::finished)
            wait(self, Waiting::join, &threads_[i]);
    if (detector_.acquire != nullptr) detector_.acquire(&group_end_edge_);
}

bool Execution::join(LogicalThread& self, LogicalThread& target, std::uint64_t deadline) {
    while (target.state != State::finished)
        if (!wait(self, Waiting::join, &target, deadline)) return false;
    target.joined = true;
    if (detector_.acquire != nullptr) detector_.acquire(&target.end_edge);
    return true;
}

LogicalThread* Execution::find(std::uint64_t handle) {
    for (unsigned i = 0; i < count_; ++i)
        if (threads_[i].context.handle == handle) return &threads_[i];
    return nullptr;
}

void Execution::finish(LogicalThread& self) {
    pending_[self.id] = {.kind = schedule::EventKind::thread_end};
    ++thread_steps_[self.id];
    self.state = State::finished;
    runnable_.erase(self.id);
    --live_;
    wake_all(&self);
    if (live_ == 1) wake_all(this);
    decide(self, schedule::Question::blocked);
}

void thread_main(LogicalThread& thread) {
    const Detector& detector = execution.detector_;
    for (;;) {
        const bool in_group = thread.in_group;
        if (detector.acquire != nullptr)
            detector.acquire(in_group ? &execution.group_start_edge_ : &thread.start_edge);
        execution.observe(thread);
        execution.pending_[thread.id] = {};
        current = &thread;
        thread.result = thread.routine(thread.argument);
        if (detector.thread_exit != nullptr) detector.thread_exit();
        current = nullptr;
        if (detector.release != nullptr)
            detector.release(in_group ? &execution.group_end_edge_ : &thread.end_edge);
        execution.finish(thread);
    }
}

}  // namespace contend::engine
