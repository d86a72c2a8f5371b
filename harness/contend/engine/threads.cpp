// Creation, end and join of logical threads.
#include <contend/base/check.hpp>
#include <contend/engine/execution.hpp>

#include <setjmp.h>

namespace contend::engine {

bool Execution::provide(unsigned id) {
    LogicalThread& thread = threads_[id];
    thread.id = static_cast<base::ThreadId>(id);
    return thread.context.provided || carrier_->provide(thread);
}

bool Execution::start(LogicalThread& creator, LogicalThread& thread, LogicalThread::Routine routine,
                      void* argument) {
    LogicalThread* const controlled = current;
    current = nullptr;  // creating the real thread behind the slot is our doing, not the program's
    const bool provided = provide(count_);
    current = controlled;
    if (!provided) return false;
    thread.state = State::runnable;
    thread.waiting = Waiting::nothing;
    thread.detached = thread.joined = thread.in_group = thread.timed_out = false;
    thread.operation = 0;
    thread.promise = nullptr;
    thread.repeats = 0;
    thread.random_draws = 0;
    thread.wake_mask = ~0u;
    thread.waits_for = nullptr;
    thread.routine = routine;
    thread.argument = argument;
    thread.result = nullptr;
    thread.creator = creator.id;
    thread.created_at = pending_[creator.id].return_address;
    thread.joiner = base::no_thread;
    tell(creator);
    interleaving_.start(thread.id, creator.id);
    doing_[thread.id] = Doing::nothing;
    pending_[thread.id] = {.kind = schedule::EventKind::thread_start};
    thread_steps_[thread.id] = 0;
    ++live_;
    make_runnable(thread);
    return true;
}

LogicalThread* Execution::create(LogicalThread& self, LogicalThread::Routine routine,
                                 void* argument) {
    if (count_ == base::threads_max) {
        refused_ = true;
        return nullptr;
    }
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
    target.joiner = self.id;
    while (target.state != State::finished) {
        if (wait(self, Waiting::join, &target, deadline)) continue;
        target.joiner = base::no_thread;
        return false;
    }
    target.joined = true;
    if (detector_.acquire != nullptr) detector_.acquire(&target.end_edge);
    return true;
}

LogicalThread* Execution::find(std::uint64_t handle) {
    for (unsigned i = 0; i < count_; ++i)
        if (threads_[i].context.handle == handle) return &threads_[i];
    return nullptr;
}

bool Execution::has_ended_before(std::uint64_t handle) const {
    for (unsigned i = count_; i < base::threads_max && threads_[i].context.provided; ++i)
        if (threads_[i].context.handle == handle) return true;
    return false;
}

void Execution::finish(LogicalThread& self) {
    tell(self);
    pending_[self.id] = {.address = &self, .kind = schedule::EventKind::thread_end};
    ++thread_steps_[self.id];
    self.state = State::finished;
    runnable_.erase(self.id);
    --live_;
    wake_all(&self);
    if (live_ == 1) wake_all(this);
    decide(self, schedule::Question::blocked);
}

void Execution::enter(LogicalThread& self) {
    if (detector_.acquire != nullptr)
        detector_.acquire(self.in_group ? &group_start_edge_ : &self.start_edge);
    observe(self);
    pending_[self.id] = {};
    current = &self;
}

void Execution::leave(LogicalThread& self) {
    if (detector_.thread_exit != nullptr) detector_.thread_exit();
    current = nullptr;
    if (detector_.release != nullptr)
        detector_.release(self.in_group ? &group_end_edge_ : &self.end_edge);
    finish(self);
}

void thread_main(LogicalThread& thread) {
    jmp_buf base;
    thread.exit_target = &base;
    thread.base_frame = __builtin_frame_address(0);
    // pthread_exit() comes back here, with the result set, however deep it was called: the logical
    // thread ends, the real one goes on. Once for all executions, so that it costs them nothing.
    if (_setjmp(base) != 0) execution.leave(thread);
    for (;;) {
        execution.enter(thread);
        thread.result = thread.routine(thread.argument);
        execution.leave(thread);
    }
}

}  // namespace contend::engine
