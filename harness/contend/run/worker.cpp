#include <contend/run/worker.hpp>

#include <contend/base/system.hpp>
#include <contend/context/carriers.hpp>
#include <contend/engine/execution.hpp>
#include <contend/interpose/control.hpp>
#include <contend/interpose/signals.hpp>
#include <contend/interpose/tracer.hpp>
#include <contend/run/incidents.hpp>
#include <contend/run/self_check.hpp>
#include <contend/run/thread_locals.hpp>
#include <contend/schedule/pct.hpp>
#include <contend/schedule/random_walk.hpp>
#include <contend/schedule/replay.hpp>

#include <contend/base/random.hpp>

/// What runs between executions, many thousand times a second: instrumented, it would cost as much as
/// the engine. Aggregates are initialised member by member: a constructor is an instrumented call.
#define CONTEND_UNSEEN __attribute__((no_sanitize("thread")))

namespace contend::run {
namespace {

Board* the_board = nullptr;
bool show_results = false;
std::int32_t* kernel_thread = nullptr;  // on the board; null where one runs all threads

engine::Carrier& carrier_for(ContextName name) {
    switch (name) {
        case ContextName::donated: return context::donated();
        case ContextName::futex: return context::futex();
        case ContextName::automatic: break;
    }
    return context::donated_available() ? context::donated() : context::futex();
}

// The strategies live as long as the worker: they learn from one execution to the next.
class Strategies {
public:
    explicit Strategies(const Job& job)
        : name_(job.strategy), replay_({job.schedule.data(), job.schedule.size()}) {}

    CONTEND_UNSEEN schedule::Strategy& of(std::uint64_t execution) {
        switch (name_) {
            case StrategyName::random: return random_;
            case StrategyName::pct: return pct_;
            case StrategyName::replay: return replay_;
            case StrategyName::portfolio: break;
        }
        if (execution % 2 == 0) return random_;
        return pct_;
    }

    std::uint64_t replayed() const { return replay_.used(); }

private:
    StrategyName name_;
    schedule::RandomWalk random_;
    schedule::Pct pct_;
    schedule::Replay replay_;
};

void keep_race(history::Incident& incident, const history::RaceRecord& race) {
    incident = {};
    incident.kind = history::IncidentKind::race;
    incident.race = race;
}

// What the race detector said during the last execution. The supervisor, who has the symbols, rules
// on it.
void settle_reports(Board& board, const Ask& ask) {
    board.query_count =
        static_cast<unsigned>(interpose::take_reports(board.queries, Board::queries_max));
    if (board.query_count == 0 || !ask(board)) return;
    for (unsigned i = 0; i < board.query_count; ++i) {
        const history::RaceRecord& race = board.queries[i];
        switch (board.rulings[i]) {
            case Ruling::finding:
                if (board.incident.kind == history::IncidentKind::none)
                    keep_race(board.incident, race);
                break;
            case Ruling::tolerated:
                ++board.tolerated;
                interpose::ignore_reports(race.key);
                break;
            case Ruling::later:
                if (!board.later_seen) {
                    keep_race(board.later, race);
                    board.later_seen = true;
                    board.later_execution = board.current;
                    board.stop = 2;  // its schedule is on the board now: the supervisor goes on in
                                     // another worker
                }
                interpose::ignore_reports(race.key);
                break;
            case Ruling::other: interpose::ignore_reports(race.key); break;
        }
    }
}

// By hand: strncpy is intercepted.
CONTEND_UNSEEN void copy_name(char (&to)[16], const char* name) {
    for (unsigned i = 0; i + 1 < sizeof to && name[i] != '\0'; ++i) {
        to[i] = name[i];
        to[i + 1] = '\0';
    }
}

CONTEND_UNSEEN void execute(const Job& job, Board& board, Strategies& strategies,
                            std::uint64_t index, engine::Observer* observer) {
    schedule::Strategy& strategy = strategies.of(index);
    copy_name(board.strategy, strategy.name());
    board.current = index;
    board.log.size = 0;
    board.log.overflowed = false;
    const engine::Setup setup{.strategy = &strategy,
                              .log = &board.log,
                              .observer = observer,
                              .seed = base::mix(job.seed ^ base::mix(index)),
                              .limits = {.steps_max = job.steps_max},
                              .kernel_thread = kernel_thread};
    engine::execution.begin(setup);
    job.body.run(job.body.argument);
    engine::execution.end();
    board.preemptions = engine::execution.preemptions();
    board.steps += engine::execution.steps();
    ++board.executions;
}

interpose::Accesses accesses_of(const Job& job) {
    if (job.granularity == Granularity::access) return interpose::Accesses::scheduled;
    return job.record_steps ? interpose::Accesses::noted : interpose::Accesses::unseen;
}

// The executions of a job, until something ends them early.
CONTEND_UNSEEN void run_each(const Job& job, Board& board, const Ask& ask, Strategies& strategies,
                             interpose::Tracer& tracer) {
    for (std::uint64_t i = 0; i < job.count && board.stop == 0; ++i) {
        const bool last = i + 1 == job.count;
        board.trace.total = board.trace.digest = board.trace.touch_total = 0;
        board.trace.record_steps = job.record_steps;
        board.result_count = 0;
        const bool observed = job.record_steps || (job.digest && last);
        execute(job, board, strategies, job.first + i, observed ? &tracer : nullptr);
        if (interpose::reports_waiting()) settle_reports(board, ask);
        if (board.incident.kind != history::IncidentKind::none) break;
    }
}

void run_executions(const Job& job, Board& board, const Ask& ask) {
    board.phase = Phase::exploring;
    interpose::note_accesses(board.trace);
    interpose::treat_accesses(accesses_of(job));
    // Showing a result reads it, and at granularity `access` that is a scheduling point: a search must
    // have what its replay will have.
    show_results = job.record_steps || job.granularity == Granularity::access;
    Strategies strategies(job);
    interpose::Tracer tracer(board.trace);
    const std::uint64_t ignored_before = interpose::ignored_report_count();
    run_each(job, board, ask, strategies, tracer);
    board.replay_used = strategies.replayed();
    interpose::treat_accesses(interpose::Accesses::unseen);
    board.tolerated += interpose::ignored_report_count() - ignored_before;
    board.phase = Phase::done;
}

}  // namespace

bool in_worker() { return the_board != nullptr; }
CONTEND_UNSEEN bool results_wanted() { return show_results; }

void note_incident(history::IncidentKind kind, const std::string& message,
                   const std::string& place) {
    history::Incident& incident = the_board->incident;
    if (incident.kind != history::IncidentKind::none) return;
    incident.message = base::FixedString<1024>(message.c_str());
    incident.place = base::FixedString<256>(place.c_str());
    const engine::LogicalThread* self = engine::current;
    incident.thread = self == nullptr ? base::ThreadId{0} : self->id;
    if (kind == history::IncidentKind::assertion && self != nullptr) {
        incident.stack_count = 1;
        incident.stacks[0].thread = self->id;
        incident.stacks[0].doing = base::FixedString<160>("assertion");
        interpose::capture_stack(incident.stacks[0].stack);
    }
    incident.kind = kind;
}

void note_assertion(const std::string& message, const std::string& place) {
    note_incident(history::IncidentKind::assertion, message, place);
}

void note_result(unsigned thread, unsigned operation, const std::string& text) {
    if (the_board->result_count == Board::results_max) return;
    auto& result = the_board->results[the_board->result_count++];
    result.thread = static_cast<std::uint16_t>(thread);
    result.operation = static_cast<std::uint16_t>(operation);
    result.text = base::FixedString<120>(text.c_str());
}

void run_job(const Job& job, Board& board, const Ask& ask) {
    the_board = &board;
    interpose::collect_reports(true);
    if (!job.in_process) interpose::install_signal_handlers();
    install_terminate_handler();
    engine::Carrier& carrier = carrier_for(job.context);
    kernel_thread = &carrier == &context::futex() ? &board.kernel_thread : nullptr;
    engine::execution.configure(carrier, interpose::detector(), incident_sink(board));
    interpose::renew_thread_locals(thread_locals().data(), thread_locals().size());
    if (self_check(job.plant, board))
        run_executions(job, board, ask);
    else
        board.phase = Phase::harness_error;
    the_board = nullptr;
}

}  // namespace contend::run
