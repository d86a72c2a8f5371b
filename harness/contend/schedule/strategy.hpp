#pragma once

#include <contend/base/thread_set.hpp>
#include <contend/schedule/event.hpp>

namespace contend::schedule {

/// What has to be decided.
enum class Question : std::uint8_t {
    go_on,    ///< the current thread is at a scheduling point and could go on
    yield,    ///< it could go on, but asks to let others run (also after a long spell, and in
              ///< spinning loops)
    blocked,  ///< it can not go on, or has ended
    wake,     ///< which of the waiting `candidates` a signal wakes; nothing is switched
};

/// One decision to take. Everything is valid until pick() returns.
struct Choice {
    Question question;
    base::ThreadId current;             ///< the thread that stands at the decision
    base::ThreadId fallback;            ///< the default answer
    const base::ThreadSet* candidates;  ///< who may be chosen; never empty
    const base::ThreadSet*
        timed;  ///< the candidates for whom being chosen means that their time-out passes, or
                ///< that they stop waiting for a condition without a cause: to be chosen rarely
    const Event* pending;           ///< every thread's pending event, by thread id
    std::uint64_t step;             ///< scheduling points of the execution so far
    std::uint32_t thread_step;      ///< the current thread's own decisions so far: Switch::step
    const void* awaited = nullptr;  ///< what the current thread waits for, if it does
    bool promises = false;  ///< it is in an operation that should return without anybody's help
};

/// An answer. `hold` is the number of further scheduling points the chosen thread may pass before
/// the strategy is asked again, as long as it can go on and does not yield: points without a
/// decision cost next to nothing. With `ask_on_wake` the strategy is asked again at the first point
/// after another thread became runnable. With `alone`, where the current thread could go on and is in an
/// operation that promises progress, it goes on, and nobody else does until the operation returns: that
/// it does not is an incident.
struct Decision {
    base::ThreadId thread;
    std::uint32_t hold = 0;
    bool ask_on_wake = false;
    bool alone = false;
};

/// Who decides. One object serves many executions of the same scenario and may learn from one to
/// the next; the same seed after the same history gives the same decisions. Called on the hook
/// path: no allocation, no intercepted call.
class Strategy {
public:
    virtual const char* name() const = 0;

    /// A new execution starts.
    virtual void begin(std::uint64_t seed) = 0;

    /// Must answer with one of `choice.candidates`.
    virtual Decision pick(const Choice& choice) = 0;

    /// Whether pick() is asked at every scheduling point, even where there is no choice.
    virtual bool sees_everything() const { return false; }

    /// Whether pick() is asked before a scenario thread's first call and after its last one. Whom it lets
    /// run there can as well run before the thread starts, or after it has ended: it makes a difference
    /// only to who counts schedules, or follows one that was made so.
    virtual bool sees_outer_edges() const { return false; }

    /// The execution ended after `steps` scheduling points.
    virtual void end(std::uint64_t steps) = 0;

protected:
    ~Strategy() = default;
};

}  // namespace contend::schedule
