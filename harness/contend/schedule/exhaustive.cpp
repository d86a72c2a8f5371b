#include <contend/schedule/exhaustive.hpp>

#include <contend/schedule/dependence.hpp>

namespace contend::schedule {
namespace {

using Threads = std::uint32_t;

Threads bit(base::ThreadId thread) { return Threads{1} << thread; }
base::ThreadId first_of(Threads threads) {
    return static_cast<base::ThreadId>(__builtin_ctz(threads));
}

constexpr const char* differs = "what it does differs from one execution to the next";

/// Stands for the steps of threads that go on in the middle of something: with the relocking of a mutex
/// after a wait, with what follows a time-out. It depends on everything.
constexpr Event anything = {.kind = EventKind::wait};

/// Stands for the step of a thread that has waited for the end of others without an event of its own:
/// as it does for a scenario's threads, and at the end of everything.
constexpr Event joins_ended = {.kind = EventKind::join};

/// Whether a thread that blocks behind this event is in the middle of something.
bool blocks(EventKind kind) {
    switch (kind) {
        case EventKind::wait:
        case EventKind::spurious_wake:
        case EventKind::barrier:
        case EventKind::futex_wait:
        case EventKind::sleep:
        case EventKind::lock:
        case EventKind::lock_shared:
        case EventKind::acquire:
        case EventKind::once: return true;
        default: return false;
    }
}

bool outside(const base::ThreadSet& set) {
    return !set.empty() && (set.after(Exhaustive::threads_max - 1) != base::no_thread);
}

Threads mask_of(const base::ThreadSet& set) {
    Threads mask = 0;
    for (base::ThreadId id = set.first(); id != base::no_thread; id = set.after(id))
        mask |= bit(id);
    return mask;
}

}  // namespace

void Exhaustive::begin(std::uint64_t) {
    ++executions_;
    depth_ = tries_ = 0;
    followed_ = size_;
    race_count_ = 0;
    redundant_ = resumed_ = false;
    stepper_ = base::no_thread;
    yields_ = 0;
    known_ = bit(0);
    sleep_ = resumes_ = timed_ = 0;
    for (unsigned thread = 0; thread < threads_max; ++thread) {
        clocks_[thread] = {};
        ends_[thread] = nullptr;
    }
}

Decision Exhaustive::give_up(const char* why, const Choice& choice) {
    if (given_up_ == nullptr) given_up_ = why;
    return {.thread = choice.fallback};
}

Decision Exhaustive::pick(const Choice& choice) {
    if (given_up_ != nullptr || exhausted_ || redundant_) return {.thread = choice.fallback};
    if (outside(*choice.candidates) || choice.current >= threads_max)
        return give_up("there are too many threads", choice);
    return choice.question == Question::wake ? pick_woken(choice) : pick_step(choice);
}

Decision Exhaustive::pick_step(const Choice& choice) {
    if (choice.question == Question::blocked && goes_on_as_if_never_chosen(choice)) {
        take_back(choice.current);
        if (given_up_ != nullptr) return {.thread = choice.fallback};
    } else {
        tries_ = 0;
    }
    meet_new_threads(choice);
    if (depth_ == steps_max) return give_up("an execution has too many steps", choice);
    const bool spinning = spins(choice);
    if (depth_ == size_)
        add_node(mask_of(*choice.candidates) & ~(spinning ? bit(choice.current) : 0));
    Node& node = nodes_[depth_];
    if (node.wakes) return give_up(differs, choice);
    base::ThreadId thread = node.thread;
    if (depth_ >= followed_)
        thread = choose(node, choice);
    else if (tries_ < node.tries)
        thread = node.tried[tries_];
    if (redundant_) return {.thread = choice.fallback};
    if (!choice.candidates->contains(thread)) return give_up(differs, choice);
    step(node, thread, choice);
    return {.thread = thread};
}

Decision Exhaustive::pick_woken(const Choice& choice) {
    if (depth_ == steps_max) return give_up("an execution has too many steps", choice);
    const Threads candidates = mask_of(*choice.candidates);
    if (depth_ == size_) {
        add_node(candidates);
        Node& node = nodes_[depth_];
        trees_.drop(node.open);
        node.wakes = true;
        node.sleep = 0;
        node.thread = static_cast<std::uint8_t>(first_of(candidates));
        node.done = bit(node.thread);
    }
    const Node& node = nodes_[depth_];
    if (!node.wakes || node.enabled != candidates) return give_up(differs, choice);
    ++depth_;
    stepper_ = base::no_thread;
    return {.thread = node.thread};
}

// A thread that asks for the same again and again, or yields and yields, waits for somebody else.
bool Exhaustive::spins(const Choice& choice) {
    constexpr unsigned yields_max = 6;  // std::atomic::wait yields a few times before it sleeps
    if (choice.question != Question::yield) return false;
    if (yielding_ != choice.current) yields_ = 0;
    yielding_ = choice.current;
    if (++yields_ <= yields_max) return false;
    const bool others_can = choice.candidates->size() > choice.timed->size() + 1;
    took_spinning_for_waiting_ |= others_can;
    return others_can;
}

void Exhaustive::add_node(Threads enabled) {
    Node& node = nodes_[size_++];
    node = {};
    node.enabled = enabled;
    node.sleep = sleep_;
    node.open = ahead_;
    ahead_ = WakeUpTrees::none;
}

// Notes how the current thread has come to block.
bool Exhaustive::goes_on_as_if_never_chosen(const Choice& choice) {
    const Threads current = bit(choice.current);
    const Event& event = choice.pending[choice.current];
    timed_ = choice.timed->contains(choice.current) ? timed_ | current : timed_ & ~current;
    if (event.kind == EventKind::thread_end) {
        ends_[choice.current] = event.address;
        return false;
    }
    if (had_to_wait(choice)) return true;
    if (stepper_ == choice.current && acquires(event) && event.address == choice.awaited)
        note_attempt_in_vain();
    resumes_ |= current;
    return false;
}

// The thread was chosen at the last node and stands in front of what it wants to have.
bool Exhaustive::had_to_wait(const Choice& choice) const {
    if (stepper_ != choice.current) return false;
    if (choice.timed->contains(choice.current)) return false;  // its time-out is a step of its own
    const Event& event = choice.pending[choice.current];
    return resumed_ || (only_tries(event) && event.address == choice.awaited);
}

// Who waits for a lock with a time-out has not got it, and comes to the same as who tries in vain: whoever
// gives it back could have done so before.
void Exhaustive::note_attempt_in_vain() {
    Node& node = nodes_[depth_ - 1];
    node.event.kind = node.event.kind == EventKind::lock_shared ? EventKind::try_lock_shared
                                                                : EventKind::try_lock;
    if (depth_ < followed_) return;
    Clock& clock = clocks_[stepper_];
    clock = before_;
    ++clock[stepper_];
    order(node);
    node.clock = clock;
}

void Exhaustive::take_back(base::ThreadId thread) {
    Node& node = nodes_[--depth_];
    const bool expected = depth_ < followed_ && tries_ < node.tries;
    if (!expected) {
        if (depth_ + 1 < followed_ || node.tries == threads_max) {
            given_up_ = differs;
            return;
        }
        node.tried[node.tries++] = static_cast<std::uint8_t>(thread);
        node.enabled &= ~bit(thread);
        node.done &= ~bit(thread);
        trees_.drop(ahead_);
        // Somebody was to go first here, and this one can not: whoever else may do.
        if (node.revisited) open_all(node);
        followed_ = depth_;
        size_ = depth_ + 1;
    }
    ++tries_;
    clocks_[thread] = before_;
    if (resumed_) resumes_ |= bit(thread);
}

void Exhaustive::meet_new_threads(const Choice& choice) {
    const Threads enabled = mask_of(*choice.candidates);
    for (Threads fresh = enabled & ~known_; fresh != 0; fresh &= fresh - 1) {
        const base::ThreadId thread = first_of(fresh);
        clocks_[thread] = clocks_[choice.current];
        clocks_[thread][thread] = 0;
    }
    known_ |= enabled;
}

Event Exhaustive::event_of(base::ThreadId thread, const Choice& choice) const {
    const Event& pending = choice.pending[thread];
    if (choice.timed->contains(thread)) return anything;
    if ((resumes_ & bit(thread)) == 0) return pending;
    return blocks(pending.kind) || (timed_ & bit(thread)) != 0 ? anything : joins_ended;
}

// The first time here, or what was chosen has to wait.
base::ThreadId Exhaustive::choose(Node& node, const Choice& choice) {
    const base::ThreadId open = choose_open(node);
    if (open != base::no_thread) return open;
    const Threads willing = node.revisited ? 0 : node.enabled & ~node.sleep & ~node.done;
    if (willing == 0) {
        redundant_ = true;
        return choice.fallback;
    }
    // Who would rather not go on, or for whom time would have to pass, comes last.
    Threads preferred = willing & ~mask_of(*choice.timed);
    if (choice.question == Question::yield) preferred &= ~bit(choice.current);
    if (preferred == 0) preferred = willing;
    base::ThreadId thread = first_of(preferred);
    if (choice.question == Question::go_on && (preferred & bit(choice.current)) != 0)
        thread = choice.current;
    node.thread = static_cast<std::uint8_t>(thread);
    node.done |= bit(thread);
    return thread;
}

// The first way that is open, if it is possible. What was thought to be and is not is left to all others.
base::ThreadId Exhaustive::choose_open(Node& node) {
    while (node.open != WakeUpTrees::none) {
        const base::ThreadId thread = trees_.thread(node.open);
        ahead_ = trees_.take_first(node.open);
        if ((bit(thread) & node.enabled & ~node.sleep & ~node.done) != 0) {
            node.thread = static_cast<std::uint8_t>(thread);
            node.done |= bit(thread);
            return thread;
        }
        trees_.drop(ahead_);
        if (node.revisited && (bit(thread) & node.enabled) == 0) open_all(node);
    }
    return base::no_thread;
}

void Exhaustive::open_all(Node& node) {
    for (Threads rest = node.enabled & ~node.sleep & ~node.done; rest != 0; rest &= rest - 1)
        open(node, first_of(rest));
}

void Exhaustive::step(Node& node, base::ThreadId thread, const Choice& choice) {
    const Event event = event_of(thread, choice);
    // Whoever sleeps here sleeps on behind what does not depend on it.
    sleep_ = 0;
    for (Threads asleep = node.sleep & node.enabled; asleep != 0; asleep &= asleep - 1) {
        const base::ThreadId sleeper = first_of(asleep);
        if (!dependent(event_of(sleeper, choice), event)) sleep_ |= bit(sleeper);
    }
    Clock& clock = clocks_[thread];
    stepper_ = thread;
    before_ = clock;
    resumed_ = (resumes_ & bit(thread)) != 0;
    resumes_ &= ~bit(thread);
    if (yielding_ != thread) yields_ = 0;
    ++clock[thread];
    ++depth_;
    if (thread != node.thread) return;  // it will find that it has to wait, as it did before
    const bool old = depth_ < followed_;
    if (old && event.kind != node.announced) {
        given_up_ = differs;
        return;
    }
    // Also what was done before is done to objects that may be elsewhere this time.
    node.event = event;
    node.announced = event.kind;
    if (old) {
        clock = node.clock;
        return;
    }
    node.index = clock[thread];
    if (event.kind == EventKind::join) join_ended(clock, event);
    order(node);
    node.clock = clock;
}

void Exhaustive::join_ended(Clock& clock, const Event& event) const {
    for (unsigned target = 0; target < threads_max; ++target)
        if (ends_[target] != nullptr &&
            (event.address == nullptr || ends_[target] == event.address))
            clock.join(clocks_[target]);
}

void Exhaustive::end(std::uint64_t) {
    if (given_up_ != nullptr || exhausted_) return;
    if (depth_ < followed_) {
        given_up_ = differs;
        return;
    }
    if (!redundant_) ++interleavings_;
    trees_.drop(ahead_);
    reverse_races();
    backtrack();
}

// To the last decision where somebody has still to go first.
void Exhaustive::backtrack() {
    for (; size_ != 0; --size_) {
        Node& node = nodes_[size_ - 1];
        node.revisited = true;
        if (node.wakes) {
            const Threads open = node.enabled & ~node.done;
            if (open == 0) continue;
            node.thread = static_cast<std::uint8_t>(first_of(open));
            node.done |= bit(node.thread);
            return;
        }
        node.sleep |= node.done;
        if (choose_open(node) != base::no_thread) return;
    }
    exhausted_ = true;
}

}  // namespace contend::schedule
