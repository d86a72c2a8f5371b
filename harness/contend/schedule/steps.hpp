#pragma once

#include <contend/base/attributes.hpp>
#include <contend/schedule/strategy.hpp>

namespace contend::schedule {

/// What has really happened, for a strategy that is asked at every scheduling point.
///
/// Whom a decision lets go on may get nowhere: a thread that finds a lock taken waits, and will be chosen
/// again for the same event. So it is only at the next decision that a step is known to have been one.
/// And a thread that waits for others to end may do so without an event of its own: then its pending
/// event has happened already, and being chosen again is no step.
class Steps {
public:
    /// A new execution.
    CONTEND_INLINE void begin() {
        stepper_ = base::no_thread;
        threads_ = 1;
        resuming_.clear();
    }

    /// First thing in every pick() but for a wake: what the current thread has done since it was
    /// chosen, of kind `none` if that was nothing.
    CONTEND_INLINE Event settle(const Choice& choice) {
        while (threads_ < base::threads_max &&
               choice.candidates->contains(static_cast<base::ThreadId>(threads_)))
            ++threads_;
        const bool done = stepper_ == choice.current && !in_the_middle(choice);
        const bool waits = choice.question == Question::blocked;
        if (waits && !in_the_middle(choice))
            resuming_.insert(choice.current);
        else
            resuming_.erase(choice.current);
        stepper_ = base::no_thread;
        return done ? step_ : Event{};
    }

    /// Last thing in it: `thread` goes on.
    CONTEND_INLINE void chose(base::ThreadId thread, const Choice& choice) {
        stepper_ = thread;
        step_ = resumes(thread) ? Event{} : choice.pending[thread];
    }

    /// When the execution is over: what its last thread has done since it was chosen.
    CONTEND_INLINE Event finish() const { return stepper_ != base::no_thread ? step_ : Event{}; }

    /// Who was chosen last.
    CONTEND_INLINE base::ThreadId stepper() const { return stepper_; }

    /// Whether the candidate's pending event lies behind it.
    CONTEND_INLINE bool resumes(base::ThreadId thread) const { return resuming_.contains(thread); }

    /// Threads there have been. What is new since the last decision was created by the current thread.
    CONTEND_INLINE unsigned threads() const { return threads_; }

private:
    CONTEND_INLINE static bool in_the_middle(const Choice& choice) {
        if (choice.question != Question::blocked) return false;
        const Event& event = choice.pending[choice.current];
        switch (event.kind) {
            case EventKind::wait:
            case EventKind::spurious_wake:
            case EventKind::barrier:
            case EventKind::futex_wait:
            case EventKind::sleep: return true;
            case EventKind::lock:
            case EventKind::lock_shared:
            case EventKind::acquire:
            case EventKind::join:
            case EventKind::once: return event.address == choice.awaited;
            default: return false;
        }
    }

    base::ThreadId stepper_ = base::no_thread;
    Event step_;
    unsigned threads_ = 1;
    base::ThreadSet resuming_;
};

}  // namespace contend::schedule
