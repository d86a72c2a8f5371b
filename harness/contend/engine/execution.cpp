#include <contend/engine/execution.hpp>

#include <contend/base/check.hpp>

namespace contend::engine {

using schedule::Question;

constinit thread_local LogicalThread* current = nullptr;
constinit Execution execution;

namespace {

CONTEND_INLINE void add_all(base::ThreadSet& set, const base::ThreadSet& more) {
    for (base::ThreadId id = more.first(); id != base::no_thread; id = more.after(id))
        set.insert(id);
}

}  // namespace

void Execution::configure(Carrier& carrier, const Detector& detector, IncidentSink& sink) {
    carrier_ = &carrier;
    detector_ = detector;
    sink_ = &sink;
    threads_[0].id = 0;
    carrier.adopt(threads_[0]);
}

void Execution::begin(const Setup& setup) {
    setup_ = &setup;
    runnable_.clear();
    blocked_.clear();
    timed_.clear();
    spurious_.clear();
    spurious_left_ = setup.limits.spurious_max;
    for (unsigned i = 0; i < count_; ++i) {
        threads_[i].state = State::unused;
        thread_steps_[i] = 0;
    }
    hold_ = granted_ = spell_ = 0;
    ask_on_wake_ = false;
    alone_ = nullptr;
    steps_ = waits_ = preemptions_ = now_ = clock_tick_ = 0;
    previous_ = 0;
    count_ = live_ = 1;
    refused_ = abandoned_ = false;
    leaked_ = base::no_thread;
    LogicalThread& body = threads_[0];
    body.state = State::runnable;
    body.waiting = Waiting::nothing;
    body.detached = body.joined = false;
    body.joiner = base::no_thread;
    body.operation = 0;
    body.promise = nullptr;
    body.repeats = 0;
    body.random_draws = 0;
    if (setup.kernel_thread != nullptr) *setup.kernel_thread = body.context.kernel_thread_id;
    runnable_.insert(0);
    pending_[0] = {};
    doing_[0] = Doing::nothing;
    interleaving_.begin();
    sees_everything_ = setup.strategy->sees_everything();
    sees_outer_edges_ = setup.strategy->sees_outer_edges();
    setup.strategy->begin(setup.seed);
    current = &body;
}

void Execution::end() {
    LogicalThread& body = threads_[0];
    if (detector_.thread_exit != nullptr) detector_.thread_exit();
    while (live_ > 1) wait(body, Waiting::end, this);
    tell(body);
    current = nullptr;
    if (detector_.acquire != nullptr)
        for (unsigned i = 1; i < count_; ++i)
            if (!threads_[i].joined && !threads_[i].in_group)
                detector_.acquire(&threads_[i].end_edge);
    leave();
}

void Execution::leave() {
    if (current != nullptr) tell(*current);
    current = nullptr;
    for (unsigned i = 1; i < count_ && leaked_ == base::no_thread; ++i)
        if (!threads_[i].joined && !threads_[i].detached && !threads_[i].in_group)
            leaked_ = threads_[i].id;
    steps_ = steps();
    hold_ = granted_ = 0;
    setup_->strategy->end(steps_);
}

// --- decisions
// ---------------------------------------------------------------------------------------------

base::ThreadId Execution::default_choice(const LogicalThread& self, Question question) const {
    if (question == Question::go_on) return self.id;
    const base::ThreadId next = runnable_.cyclic_after(self.id);
    const bool only_itself = next == self.id;
    if (next != base::no_thread && (!only_itself || timed_.empty())) return next;
    base::ThreadId earliest = timed_.first();
    for (base::ThreadId id = earliest; id != base::no_thread; id = timed_.after(id))
        if (threads_[id].deadline < threads_[earliest].deadline) earliest = id;
    return earliest;
}

schedule::Decision Execution::ask(LogicalThread& self, Question question,
                                  const base::ThreadSet& candidates, base::ThreadId fallback) {
    const base::ThreadSet* unlikely = &timed_;
    base::ThreadSet timed_or_spurious;
    if (!spurious_.empty() && question != Question::wake) {
        timed_or_spurious = timed_;
        add_all(timed_or_spurious, spurious_);
        unlikely = &timed_or_spurious;
    }
    const schedule::Choice choice{
        .question = question,
        .current = self.id,
        .fallback = fallback,
        .candidates = &candidates,
        .timed = unlikely,
        .pending = pending_,
        .step = steps_,
        .thread_step = thread_steps_[self.id],
        .awaited = self.state == State::blocked ? self.waits_for : nullptr,
        .promises = self.promise != nullptr};
    schedule::Decision decision = setup_->strategy->pick(choice);
    CONTEND_CHECK(candidates.contains(decision.thread));
    decision.alone = decision.alone && self.promise != nullptr && question != Question::wake &&
                     decision.thread == self.id;
    if (decision.alone) {
        setup_->log->push({self.id, schedule::everybody_else_suspended, thread_steps_[self.id]});
        return decision;
    }
    if (decision.thread != fallback)
        setup_->log->push({self.id, decision.thread, thread_steps_[self.id]});
    return decision;
}

void Execution::decide(LogicalThread& self, Question question) {
    const std::uint32_t passed = granted_ - hold_ + 1;
    steps_ += passed;
    spell_ += passed;
    hold_ = granted_ = 0;
    if (steps_ > setup_->limits.steps_max) {
        if (alone_ != nullptr)
            fail_promise(self, "does not return while all other threads are suspended");
        return stop(self, history::IncidentKind::step_limit);
    }
    if (self.promise != nullptr) watch_promise(self);
    if (runnable_.empty() && timed_.empty()) return stop(self, history::IncidentKind::deadlock);
    if (alone_ != nullptr) return go_on_alone(self);

    schedule::Decision decision{.thread = self.id};
    if (timed_.empty() && spurious_.empty() && runnable_.size() == 1 && !sees_everything_) {
        decision = {.thread = runnable_.first(), .hold = spell_max, .ask_on_wake = true};
    } else {
        if (question == Question::go_on && spell_ >= spell_max) {
            question = Question::yield;
            spell_ = 0;
        }
        base::ThreadSet candidates = runnable_;
        add_all(candidates, timed_);
        add_all(candidates, spurious_);
        decision = ask(self, question, candidates, default_choice(self, question));
    }
    LogicalThread& chosen = threads_[decision.thread];
    if (spurious_.contains(chosen.id))
        wake_spuriously(chosen);
    else if (chosen.state == State::blocked)
        expire(chosen);
    if (&chosen != &self) {
        spell_ = 0;
        if (question == Question::go_on) ++preemptions_;
    }
    if (decision.alone) alone_ = &chosen;
    grant(chosen, decision);
    if (&chosen != &self) switch_to(self, chosen);
    if (pending_[self.id].kind != schedule::EventKind::thread_start) observe(self);
}

void Execution::stop(LogicalThread& self, history::IncidentKind kind) {
    if (!setup_->abandons) fail(self, kind);
    abandon(self);
}

// The slots get new threads behind them when they are needed again.
void Execution::abandon(LogicalThread& self) {
    abandoned_ = true;
    steps_ = 0;
    // What they did is in the past of who comes after them, and may free what they have used.
    if (detector_.release != nullptr) {
        visit_stacks(self, [](LogicalThread&) { execution.let_go(); });
        let_go();
    }
    LogicalThread& body = threads_[0];
    make_runnable(body);
    for (unsigned i = 1; i < count_; ++i) {
        if (threads_[i].state == State::finished) continue;
        threads_[i].state = State::finished;
        threads_[i].context.provided = false;
        runnable_.erase(threads_[i].id);
        blocked_.erase(threads_[i].id);
        timed_.erase(threads_[i].id);
        spurious_.erase(threads_[i].id);
    }
    live_ = 1;
    if (&self == &body) return;
    // Held in a context of its own: the slot's will be another thread's.
    LogicalThread left_behind;
    if (setup_->kernel_thread != nullptr) *setup_->kernel_thread = body.context.kernel_thread_id;
    for (;;) carrier_->resume(left_behind, body);
}

void Execution::observe(LogicalThread& self) {
    if (setup_->observer == nullptr) return;
    current =
        nullptr;  // an observer may be instrumented code: what it does is not the program's doing
    setup_->observer->at(self, pending_[self.id], previous_);
    current = &self;
    previous_ = self.id;
}

void Execution::grant(const LogicalThread& chosen, const schedule::Decision& decision) {
    // A decision is due no later than when the spell ends or the limit is hit: where exactly the
    // strategy is asked to yield must not depend on how much it held, or a replay would diverge.
    const std::uint64_t left = setup_->limits.steps_max - steps_;
    const std::uint64_t rest = spell_ < spell_max ? spell_max - spell_ - 1 : 0;
    // So must where a promise is broken.
    const bool exactly = setup_->observer != nullptr || decision.alone ||
                         (chosen.promise != nullptr && chosen.promise->steps != 0);
    std::uint64_t hold = exactly ? 0 : decision.hold;
    if (hold > rest) hold = rest;
    if (hold > left) hold = left;
    hold_ = granted_ = static_cast<std::uint32_t>(hold);
    ask_on_wake_ = decision.ask_on_wake;
}

void Execution::switch_to(LogicalThread& from, LogicalThread& to) {
    if (setup_->kernel_thread != nullptr) *setup_->kernel_thread = to.context.kernel_thread_id;
    carrier_->resume(from, to);
    while (visit_ != nullptr) {
        visit_(from);
        carrier_->resume(from, *visitor_);
    }
}

void Execution::pass_outer_edge(LogicalThread& self, const schedule::Event& event) {
    // As in grant(): a replay, which is asked at every point, must end the spell at the same one.
    const bool due =
        spell_ + granted_ + 1 >= spell_max || steps_ + granted_ >= setup_->limits.steps_max;
    if (sees_outer_edges_ || due) return point(self, event);
    announce(self, event);
    ++granted_;
    observe(self);
}

void Execution::point_in_loop(LogicalThread& self, const schedule::Event& event) {
    const schedule::Event& last = pending_[self.id];
    const bool same = last.address == event.address &&
                      last.return_address == event.return_address && last.kind == event.kind;
    self.repeats = same ? self.repeats + 1 : 0;
    if (self.repeats < spin_repeats) {
        point(self, event);
        return;
    }
    self.repeats = 0;
    yield(self, event);
}

void Execution::yield(LogicalThread& self, const schedule::Event& event) {
    announce(self, event);
    decide(self, Question::yield);
}

// --- the interleaving
// --------------------------------------------------------------------------------------------

// A thread that has been chosen may find that it has to wait, and then has done nothing yet. So what it
// does is told at its next step: nobody else has run in between.
void Execution::tell(const LogicalThread& self) {
    const Doing doing = doing_[self.id];
    doing_[self.id] = Doing::nothing;
    if (doing == Doing::event)
        interleaving_.execute(self.id, pending_[self.id]);
    else if (doing != Doing::nothing)
        interleaving_.go_on(self.id, pending_[self.id], doing == Doing::after_time_out);
}

// Sees what the exhaustive strategy takes for a step, as it does.
void Execution::tell_before_waiting(const LogicalThread& self) {
    const schedule::Event& event = pending_[self.id];
    const Doing doing = doing_[self.id];
    const bool in_vain = doing == Doing::event
                             ? schedule::only_tries(event) && event.address == self.waits_for
                             : doing != Doing::nothing;
    if (in_vain && self.deadline == no_deadline) return;
    tell(self);
    const bool for_ends = self.waiting == Waiting::join || self.waiting == Waiting::end;
    if (!for_ends || self.deadline != no_deadline) doing_[self.id] = Doing::after_waiting;
}

// --- waiting and waking
// ------------------------------------------------------------------------------------

bool Execution::wait(LogicalThread& self, Waiting why, const void* resource,
                     std::uint64_t deadline) {
    self.state = State::blocked;
    self.waiting = why;
    self.waits_for = resource;
    self.deadline = deadline;
    tell_before_waiting(self);
    self.timed_out = false;
    wait_order_[self.id] = ++waits_;
    runnable_.erase(self.id);
    blocked_.insert(self.id);
    if (deadline != no_deadline)
        timed_.insert(self.id);
    else if (why == Waiting::condition && spurious_left_ != 0)
        spurious_.insert(self.id);
    ++thread_steps_[self.id];
    decide(self, Question::blocked);
    return !self.timed_out;
}

void Execution::make_runnable(LogicalThread& thread) {
    thread.state = State::runnable;
    thread.waiting = Waiting::nothing;
    thread.waits_for = nullptr;
    blocked_.erase(thread.id);
    timed_.erase(thread.id);
    spurious_.erase(thread.id);
    runnable_.insert(thread.id);
    if (ask_on_wake_) {
        steps_ += granted_ - hold_;
        spell_ += granted_ - hold_;
        hold_ = granted_ = 0;
    }
}

void Execution::expire(LogicalThread& thread) {
    if (thread.deadline > now_) now_ = thread.deadline;
    thread.timed_out = true;
    if (doing_[thread.id] == Doing::after_waiting) doing_[thread.id] = Doing::after_time_out;
    make_runnable(thread);
}

void Execution::wake_spuriously(LogicalThread& thread) {
    pending_[thread.id].kind = schedule::EventKind::spurious_wake;
    make_runnable(thread);
    if (--spurious_left_ == 0) spurious_.clear();
}

void Execution::wake_all_impl(const void* resource) {
    for (base::ThreadId id = blocked_.first(); id != base::no_thread; id = blocked_.after(id))
        if (threads_[id].waits_for == resource) make_runnable(threads_[id]);
}

base::ThreadSet Execution::waiters_for(const void* resource, std::uint32_t mask) const {
    base::ThreadSet waiters;
    for (base::ThreadId id = blocked_.first(); id != base::no_thread; id = blocked_.after(id))
        if (threads_[id].waits_for == resource && (threads_[id].wake_mask & mask) != 0)
            waiters.insert(id);
    return waiters;
}

base::ThreadId Execution::longest_waiting(const base::ThreadSet& waiters) const {
    base::ThreadId longest = waiters.first();
    for (base::ThreadId id = longest; id != base::no_thread; id = waiters.after(id))
        if (wait_order_[id] < wait_order_[longest]) longest = id;
    return longest;
}

unsigned Execution::wake_some(LogicalThread& self, const void* resource, unsigned count,
                              std::uint32_t mask) {
    if (blocked_.empty()) return 0;
    base::ThreadSet waiters = waiters_for(resource, mask);
    unsigned woken = 0;
    for (; woken < count && !waiters.empty(); ++woken) {
        base::ThreadId chosen = longest_waiting(waiters);
        if (waiters.size() > count - woken) {
            ++thread_steps_[self.id];
            chosen = ask(self, Question::wake, waiters, chosen).thread;
        }
        waiters.erase(chosen);
        make_runnable(threads_[chosen]);
    }
    return woken;
}

unsigned Execution::requeue(const void* from, const void* to, unsigned count) {
    base::ThreadSet waiters = waiters_for(from, ~0u);
    unsigned moved = 0;
    for (; moved < count && !waiters.empty(); ++moved) {
        const base::ThreadId longest = longest_waiting(waiters);
        waiters.erase(longest);
        threads_[longest].waits_for = to;
    }
    return moved;
}

// --- virtual time
// ------------------------------------------------------------------------------------------

void Execution::sleep_until(LogicalThread& self, std::uint64_t deadline) {
    wait(self, Waiting::sleep, nullptr, deadline);
}

std::uint64_t Execution::read_clock(LogicalThread& self, const void* return_address) {
    const schedule::Event event{.return_address = return_address,
                                .kind = schedule::EventKind::clock};
    const bool again = pending_[self.id].kind == schedule::EventKind::clock;
    // A loop that only watches the clock would take for ever in virtual time: the tick doubles
    // while it does.
    if (!again)
        clock_tick_ = 1'000;
    else if (clock_tick_ < 1'000'000'000)
        clock_tick_ *= 2;
    point_in_loop(self, event);
    return now_ += clock_tick_;
}

// --- reports
// -----------------------------------------------------------------------------------------------

void Execution::visit_stacks(LogicalThread& self, void (*visit)(LogicalThread&)) {
    visitor_ = &self;
    visit_ = visit;
    for (unsigned i = 0; i < count_; ++i) {
        LogicalThread& thread = threads_[i];
        const bool started = pending_[i].kind != schedule::EventKind::thread_start;
        const bool alive = thread.state == State::runnable || thread.state == State::blocked;
        if (&thread != &self && alive && started) carrier_->resume(self, thread);
    }
    visit_ = nullptr;
}

void Execution::fail(LogicalThread& self, history::IncidentKind kind, const char* message,
                     const char* place) {
    current = nullptr;  // nothing of what follows is the program's doing
    sink_->fatal({.kind = kind, .thread = &self, .message = message, .place = place});
    __builtin_unreachable();
}

}  // namespace contend::engine
