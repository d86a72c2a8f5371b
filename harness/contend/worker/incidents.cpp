#include <contend/worker/incidents.hpp>

#include <contend/base/spin_lock.hpp>
#include <contend/base/system.hpp>
#include <contend/engine/execution.hpp>
#include <contend/engine/free_run.hpp>
#include <contend/interpose/control.hpp>
#include <contend/interpose/holders.hpp>
#include <contend/interpose/signals.hpp>

namespace contend::worker {
namespace {

using engine::execution;
using engine::Waiting;
using history::IncidentKind;

Board* sink_board = nullptr;
void (*fatal_listener)(const Board&) = nullptr;
bool quiet = false;

const char* describe(Waiting waiting) {
    switch (waiting) {
        case Waiting::nothing: return "could go on";
        case Waiting::mutex: return "waits for a mutex";
        case Waiting::shared_lock: return "waits for a shared lock";
        case Waiting::exclusive_lock: return "waits for an exclusive lock";
        case Waiting::condition: return "waits for a condition variable";
        case Waiting::spin_lock: return "waits for a spin lock";
        case Waiting::barrier: return "waits at a barrier";
        case Waiting::semaphore: return "waits for a semaphore";
        case Waiting::notification: return "waits for a notification";
        case Waiting::once: return "waits for a one-time initialisation";
        case Waiting::join: return "waits for the end of a thread";
        case Waiting::sleep: return "sleeps";
        case Waiting::end: return "waits for the end of all threads";
    }
    return "waits";
}

// Of a thread that runs freely only its stack tells.
const char* doing(const engine::LogicalThread& thread) {
    if (!engine::running_freely || thread.waiting != Waiting::nothing)
        return describe(thread.waiting);
    return sink_board->asleep ? "sleeps" : "runs";
}

// Threads that run freely may have something to tell at the same time.
base::SpinWord telling;

void take_stack_of(engine::LogicalThread& thread, const char* what_it_does) {
    engine::current = nullptr;
    history::Incident& incident = sink_board->incident;
    if (incident.stack_count == history::Incident::stacks_max) return;
    history::ThreadStack& taken = incident.stacks[incident.stack_count++];
    taken.thread = thread.id;
    taken.doing = base::FixedString<160>(what_it_does);
    taken.holder = engine::running_freely ? base::no_thread : interpose::holder_of(thread);
    taken.holder_ended = taken.holder != base::no_thread &&
                         execution.thread(taken.holder).state == engine::State::finished;
    interpose::capture_stack(taken.stack, 1);
}

void take_stack(engine::LogicalThread& thread) { take_stack_of(thread, doing(thread)); }

bool concerns_all(IncidentKind kind) {
    return kind == IncidentKind::deadlock || kind == IncidentKind::step_limit ||
           kind == IncidentKind::no_progress || kind == IncidentKind::kernel_wait ||
           kind == IncidentKind::blocked_progress;
}

// A worker that the supervisor woke does not know why; the supervisor does.
IncidentKind kind_of(const engine::Failure& failure) {
    const bool asleep = failure.kind == IncidentKind::no_progress && sink_board->asleep;
    if (!asleep) return failure.kind;
    return engine::running_freely ? IncidentKind::deadlock : IncidentKind::kernel_wait;
}

const char* doing_last(IncidentKind kind) {
    switch (kind) {
        case IncidentKind::deadlock: return "sleeps";
        case IncidentKind::kernel_wait: return "waits in the kernel";
        case IncidentKind::blocked_progress: return "goes on";
        default: return "was running";
    }
}

class Sink final : public engine::IncidentSink {
public:
    void fatal(const engine::Failure& failure) override {
        if (!comes_first()) tell_no_more();
        if (failure.kind == IncidentKind::unsupported) give_up(failure.message);
        if (engine::running_freely) base::SpinLock::take(telling);  // for ever
        history::Incident& incident = sink_board->incident;
        const IncidentKind kind = kind_of(failure);
        told_kind = kind;
        // Whatever was noted before this end of the execution came first, and may be its cause.
        if (incident.kind == IncidentKind::none) {
            incident.thread = failure.thread->id;
            incident.message = base::FixedString<1024>(failure.message);
            add_hint(incident);
            incident.place = base::FixedString<256>(failure.place);
            incident.stack_count = 0;
            const bool waits = failure.thread->waiting != Waiting::nothing;
            take_stack_of(*failure.thread, waits ? doing(*failure.thread) : doing_last(kind));
            if (concerns_all(kind)) take_other_stacks(*failure.thread, kind);
            incident.kind = kind;
        }
        sink_board->steps += execution.steps();
        sink_board->preemptions = execution.preemptions();
        if (fatal_listener != nullptr) fatal_listener(*sink_board);
        base::system::exit_now(incident_status);
    }

private:
    static void take_other_stacks(engine::LogicalThread& thread, IncidentKind kind) {
        if (engine::running_freely)
            engine::free_run.visit_stacks(interpose::hang_signal(), take_stack);
        // Who runs on may be anywhere, in the middle of a switch too; who sleeps is not.
        else if (kind != IncidentKind::no_progress)
            execution.visit_stacks(thread, take_stack);
    }

    static bool comes_first() {
        int nobody = 0;
        return __atomic_compare_exchange_n(&teller, &nobody, base::system::kernel_thread_id(),
                                           false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
    }

    // Who tells of the end crashed at it, most likely on a stack that can not be walked: what there is
    // has to do. But threads that run freely may come while another is telling.
    [[noreturn]] static void tell_no_more() {
        std::uint32_t word = 0;
        while (engine::running_freely && teller != base::system::kernel_thread_id())
            base::system::futex_wait(&word, 0);
        if (sink_board->incident.kind == IncidentKind::none) sink_board->incident.kind = told_kind;
        base::system::exit_now(incident_status);
    }

    static int teller;
    static IncidentKind told_kind;

    [[noreturn]] static void give_up(const char* message) {
        sink_board->harness_error = base::FixedString<1024>(message);
        sink_board->phase = Phase::harness_error;
        if (fatal_listener != nullptr) fatal_listener(*sink_board);
        base::system::exit_now(incident_status);
    }
};

int Sink::teller = 0;
IncidentKind Sink::told_kind = IncidentKind::none;
Sink sink;

}  // namespace

// Most programs do not expect that a thread can not be created.
void add_hint(history::Incident& incident) {
    if (!execution.refused_a_thread()) return;
    incident.message.append(incident.message.empty() ? "" : "; ")
        .append("pthread_create() had answered EAGAIN, because contend runs at most ")
        .append_number(base::threads_max)
        .append(" threads in an execution, ended ones included");
}

engine::IncidentSink& incident_sink(Board& board) {
    sink_board = &board;
    return sink;
}

QuietIncidents::QuietIncidents() { quiet = true; }
QuietIncidents::~QuietIncidents() { quiet = false; }

void tell_of_fatal_incidents(void (*listener)(const Board& board)) { fatal_listener = listener; }

void note_incident(Board& board, IncidentKind kind, const char* message, const char* place) {
    history::Incident& incident = board.incident;
    const base::SpinLock lock(telling);
    if (quiet || incident.kind != IncidentKind::none) return;
    incident.message = base::FixedString<1024>(message);
    add_hint(incident);
    incident.place = base::FixedString<256>(place);
    const engine::LogicalThread* const self = engine::running_thread();
    incident.thread = self == nullptr ? base::ThreadId{0} : self->id;
    if (kind == IncidentKind::assertion && self != nullptr) {
        incident.stack_count = 1;
        incident.stacks[0].thread = self->id;
        incident.stacks[0].doing = base::FixedString<160>("assertion");
        interpose::capture_stack(incident.stacks[0].stack);
    }
    incident.kind = kind;
}

}  // namespace contend::worker
