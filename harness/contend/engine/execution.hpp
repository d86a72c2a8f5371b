#pragma once

#include <contend/base/thread_set.hpp>
#include <contend/engine/carrier.hpp>
#include <contend/engine/detector.hpp>
#include <contend/engine/observer.hpp>
#include <contend/schedule/interleaving_hash.hpp>
#include <contend/schedule/schedule.hpp>
#include <contend/schedule/strategy.hpp>

namespace contend::engine {

/// The logical thread that runs on this real thread under control; null everywhere else. Hooks test
/// it first.
extern constinit thread_local LogicalThread* current;

/// What an execution may use up.
struct Limits {
    std::uint64_t steps_max = 20'000;  ///< scheduling points; above it the execution is an incident
    std::uint64_t spurious_max =
        0;  ///< spurious wake-ups, of waits for a condition with no deadline
};

/// What one execution runs with.
struct Setup {
    schedule::Strategy* strategy = nullptr;
    schedule::ScheduleLog* log = nullptr;  ///< takes every deviation from the default order
    Observer* observer = nullptr;  ///< optional; with one, every scheduling point is decided anew
    std::uint64_t seed = 0;
    Limits limits;
    /// Where an execution that can not go on, or goes beyond its limits, is no incident: its threads are
    /// left behind where they are, and thread 0 goes on alone. See Execution::abandoned().
    bool abandons = false;
    /// Where the kernel's id of the running thread is kept up to date; null where all threads run
    /// on one kernel thread.
    std::int32_t* kernel_thread = nullptr;
};

/// One controlled execution: its logical threads, who may run, who waits for what, and its virtual
/// time.
///
/// Exactly one logical thread runs at a time. It comes here at each of its scheduling points
/// (`point`), when it must wait (`wait`), and when it ends; the strategy says who goes on, the
/// carrier makes it so. Everything is driven by the thread that runs, so nothing here is locked or
/// atomic. One object serves all executions of the process, one after another; it is not
/// thread-safe, and only hooks on controlled threads call it between begin() and end().
///
/// Cost: a point that needs no decision is a store and a decrement; a decision is one virtual call
/// and, when the thread changes, one Carrier::resume.
class Execution {
public:
    /// Once per process, before the first execution.
    void configure(Carrier& carrier, const Detector& detector, IncidentSink& sink);

    /// Makes the calling thread logical thread 0. `setup` must outlive the execution.
    void begin(const Setup& setup);

    /// Called by thread 0: ends its part as a thread's end does, waits until every logical thread
    /// has ended, and leaves control.
    void end();

    /// Leaves control at once, on the running thread: the process ends, and the other threads with it.
    void leave();

    /// Whether threads of this execution were left behind; thread 0 must not touch what is theirs, and
    /// they never run again. Each costs the process a thread.
    bool abandoned() const { return abandoned_; }

    /// After end(): the first thread that nobody joined or detached; no_thread when there is none.
    base::ThreadId leaked() const { return leaked_; }

    // Scheduling points.

    /// Thread `self` is about to do `event`; others may run first.
    CONTEND_INLINE void point(LogicalThread& self, const schedule::Event& event) {
        announce(self, event);
        if (hold_ != 0) [[likely]]
            --hold_;
        else
            decide(self, schedule::Question::go_on);
    }

    /// As point(), but for a strategy that does not see the outer edges of a thread it is a point without
    /// a decision: counted, and not taken off Decision::hold.
    void pass_outer_edge(LogicalThread& self, const schedule::Event& event);

    /// As point(), for an event that a spinning loop repeats: after a few repetitions it counts as
    /// a yield.
    void point_in_loop(LogicalThread& self, const schedule::Event& event);

    /// As point(), but the thread would rather not go on.
    void yield(LogicalThread& self, const schedule::Event& event);

    // Waiting and waking. A resource is named by its address.

    /// Waits until woken, or until virtual time `deadline`; false when the deadline passed.
    bool wait(LogicalThread& self, Waiting why, const void* resource,
              std::uint64_t deadline = no_deadline);

    /// Makes every thread that waits for `resource` runnable.
    CONTEND_INLINE void wake_all(const void* resource) {
        if (!blocked_.empty()) wake_all_impl(resource);
    }

    /// Wakes one thread that waits for `resource`, chosen by the strategy; by default who waits
    /// longest.
    CONTEND_INLINE void wake_one(LogicalThread& self, const void* resource) {
        wake_some(self, resource, 1);
    }

    /// The same for up to `count` threads whose LogicalThread::wake_mask shares a bit with `mask`;
    /// returns how many there were.
    unsigned wake_some(LogicalThread& self, const void* resource, unsigned count,
                       std::uint32_t mask = ~0u);

    /// Lets up to `count` threads that wait for `from`, longest first, wait for `to` instead;
    /// returns how many there were.
    unsigned requeue(const void* from, const void* to, unsigned count);

    // Threads.

    /// A new runnable thread, or null when there are threads_max or the system gives no more.
    LogicalThread* create(LogicalThread& self, LogicalThread::Routine routine, void* argument);

    /// Whether create() has refused because there were threads_max.
    bool refused_a_thread() const { return refused_; }

    /// Starts `count` threads over one synchronisation edge, and later waits for all of them over
    /// another: cheaper than as many create() and join(). Thread i runs routine(arguments + i *
    /// stride).
    bool create_group(LogicalThread& self, unsigned count, LogicalThread::Routine routine,
                      void* arguments, unsigned long stride);
    void join_group(LogicalThread& self);

    /// Waits for `target`, which has no other joiner; false when `deadline` passed first. Afterwards
    /// `target.result` is valid.
    bool join(LogicalThread& self, LogicalThread& target, std::uint64_t deadline = no_deadline);

    /// The thread of this execution with that pthread_t; null when there is none.
    LogicalThread* find(std::uint64_t handle);

    /// Whether that is the pthread_t of a thread of an earlier execution that this one has not.
    bool has_ended_before(std::uint64_t handle) const;

    // Progress.

    /// The operation that `self` begins says how far it needs others, until end_promise(). It is broken,
    /// and that is an incident (blocked_progress), where the thread waits for somebody else with no
    /// time-out, where it takes more scheduling points than promised, and where it goes on alone
    /// (Decision::alone) until the execution's limit is hit.
    void promise(LogicalThread& self, const base::Promise& promise);
    void end_promise(LogicalThread& self);

    // Virtual time, in nanoseconds since the start of the execution. It passes only here.

    std::uint64_t now() const { return now_; }
    void sleep_until(LogicalThread& self, std::uint64_t deadline);
    std::uint64_t read_clock(LogicalThread& self, const void* return_address);

    // For reports.

    unsigned thread_count() const { return count_; }
    LogicalThread& thread(base::ThreadId id) { return threads_[id]; }
    const schedule::Event& pending(base::ThreadId id) const { return pending_[id]; }
    std::uint64_t steps() const { return steps_ + (granted_ - hold_); }
    /// Switches away from a thread that could go on and did not yield.
    std::uint64_t preemptions() const { return preemptions_; }

    /// The interleaving so far; after end() or leave(), of the whole execution.
    const schedule::InterleavingHash& interleaving() const { return interleaving_; }

    /// Calls `visit` on every other live thread that has started, on that thread's own stack. Only
    /// before the process ends: the threads are in the middle of things.
    void visit_stacks(LogicalThread& self, void (*visit)(LogicalThread&));

    /// Ends the execution and the process with an incident. `message` and `place` (file:line) may
    /// be empty.
    [[noreturn]] void fail(LogicalThread& self, history::IncidentKind kind,
                           const char* message = "", const char* place = "");

private:
    friend void thread_main(LogicalThread& thread);

    /// What a thread has done, or will do when it goes on, since the interleaving was told last.
    enum class Doing : std::uint8_t {
        nothing,
        event,           ///< its pending one
        after_waiting,   ///< the rest of its pending one, in the middle of which it has waited
        after_time_out,  ///< the same, because its time-out has passed
    };

    CONTEND_INLINE void announce(LogicalThread& self, const schedule::Event& event) {
        tell(self);
        doing_[self.id] = Doing::event;
        pending_[self.id] = event;
        ++thread_steps_[self.id];
    }

    bool provide(unsigned id);
    void tell(const LogicalThread& self);
    void tell_before_waiting(const LogicalThread& self);
    void decide(LogicalThread& self, schedule::Question question);
    void watch_promise(LogicalThread& self);
    [[noreturn]] void fail_promise(LogicalThread& self, const char* how);
    void go_on_alone(LogicalThread& self);
    void stop(LogicalThread& self, history::IncidentKind kind);
    void abandon(LogicalThread& self);
    void let_go() { detector_.release(&group_end_edge_); }
    schedule::Decision ask(LogicalThread& self, schedule::Question question,
                           const base::ThreadSet& candidates, base::ThreadId fallback);
    base::ThreadId default_choice(const LogicalThread& self, schedule::Question question) const;
    void grant(const LogicalThread& chosen, const schedule::Decision& decision);
    void observe(LogicalThread& self);
    void switch_to(LogicalThread& from, LogicalThread& to);
    void make_runnable(LogicalThread& thread);
    void expire(LogicalThread& thread);
    void wake_spuriously(LogicalThread& thread);
    void wake_all_impl(const void* resource);
    base::ThreadSet waiters_for(const void* resource, std::uint32_t mask) const;
    base::ThreadId longest_waiting(const base::ThreadSet& waiters) const;
    bool start(LogicalThread& creator, LogicalThread& thread, LogicalThread::Routine routine,
               void* argument);
    void enter(LogicalThread& self);
    void leave(LogicalThread& self);
    void finish(LogicalThread& self);

    static constexpr std::uint32_t spell_max = 1'000;  // points in a row before a thread must yield
    static constexpr std::uint32_t spin_repeats =
        12;  // equal events in a row that make a spinning loop

    // The hook path's own line.
    std::uint32_t hold_ = 0;     // points that still pass without a decision
    std::uint32_t granted_ = 0;  // hold_ as it was granted
    bool ask_on_wake_ = false;
    bool sees_everything_ = false;  // Strategy::sees_everything()
    bool sees_outer_edges_ = false;
    std::uint32_t spell_ = 0;  // points in a row by the running thread
    std::uint64_t steps_ = 0;  // scheduling points, up to the last decision
    base::ThreadSet runnable_;
    base::ThreadSet blocked_;
    base::ThreadSet timed_;     // the blocked ones that wait with a deadline
    base::ThreadSet spurious_;  // the blocked ones that may wake without cause, if others go on

    unsigned count_ = 0;  // threads of this execution, ended ones included
    unsigned live_ = 0;
    bool refused_ = false;
    bool abandoned_ = false;
    base::ThreadId leaked_ = base::no_thread;
    std::uint64_t now_ = 0;
    std::uint64_t clock_tick_ = 0;
    std::uint64_t waits_ = 0;
    std::uint64_t preemptions_ = 0;
    std::uint64_t spurious_left_ = 0;
    base::ThreadId previous_ = 0;
    LogicalThread* alone_ = nullptr;  // while everybody else is suspended
    void (*visit_)(LogicalThread&) = nullptr;
    LogicalThread* visitor_ = nullptr;

    Carrier* carrier_ = nullptr;
    IncidentSink* sink_ = nullptr;
    Detector detector_;
    const Setup* setup_ = nullptr;
    char group_start_edge_ = 0;
    char group_end_edge_ = 0;

    Doing doing_[base::threads_max] = {};
    std::uint32_t thread_steps_[base::threads_max] = {};
    std::uint64_t wait_order_[base::threads_max] = {};
    schedule::Event pending_[base::threads_max];
    LogicalThread threads_[base::threads_max];
    schedule::InterleavingHash interleaving_;
};

/// The process's execution.
extern constinit Execution execution;

}  // namespace contend::engine
