#include <contend/worker/run.hpp>

#include <contend/base/check.hpp>
#include <contend/base/random.hpp>
#include <contend/base/system.hpp>
#include <contend/context/carriers.hpp>
#include <contend/engine/execution.hpp>
#include <contend/engine/free_run.hpp>
#include <contend/engine/operation.hpp>
#include <contend/interpose/allocations.hpp>
#include <contend/interpose/control.hpp>
#include <contend/interpose/noise.hpp>
#include <contend/interpose/signals.hpp>
#include <contend/interpose/tracer.hpp>
#include <contend/worker/determinism.hpp>
#include <contend/worker/incidents.hpp>
#include <contend/worker/self_check.hpp>

#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <new>

namespace contend::worker {
namespace {

using engine::execution;

Board* the_board = nullptr;
bool show_results = false;
engine::Setup setup;
interpose::Tracer tracer;
std::uint64_t ignored_before = 0;
const Task* counted = nullptr;  // whose interleavings are counted; null: nobody's
bool under_control = true;      // or running freely: the execution that is under way, or was last

engine::Carrier& carrier_for(ContextName name) {
    switch (name) {
        case ContextName::donated:
        case ContextName::automatic: return context::donated();
        case ContextName::futex: return context::futex();
    }
    __builtin_unreachable();
}

interpose::Accesses accesses_of(const Task& task) {
    if (task.granularity == Granularity::access) return interpose::Accesses::scheduled;
    return task.record_steps ? interpose::Accesses::noted : interpose::Accesses::unseen;
}

void keep_race(history::Incident& incident, const history::RaceRecord& race) {
    incident = {};
    incident.kind = history::IncidentKind::race;
    incident.race = race;
}

void settle(Board& board, const history::RaceRecord& race, Ruling ruling) {
    switch (ruling) {
        case Ruling::finding:
            if (board.incident.kind == history::IncidentKind::none) keep_race(board.incident, race);
            return;
        case Ruling::tolerated: ++board.tolerated; break;
        case Ruling::later:
            if (!board.later_seen) {
                keep_race(board.later, race);
                board.later_seen = true;
                board.later_execution = board.current;
                board.stop = 2;  // its schedule is on the board now: the supervisor goes on in
                                 // another worker
            }
            break;
        case Ruling::other: break;
    }
    interpose::ignore_reports(race.key);
}

bool found(const Board& board) { return board.incident.kind != history::IncidentKind::none; }

// What the race detector said during the last execution. The supervisor, who has the symbols, rules
// on it.
void settle_reports(Board& board, const Judge& judge) {
    board.query_count =
        static_cast<unsigned>(interpose::take_reports(board.queries, Board::queries_max));
    if (board.query_count == 0 || !judge.ask(judge.argument, board)) return;
    for (unsigned i = 0; i < board.query_count; ++i)
        settle(board, board.queries[i], board.rulings[i]);
}

}  // namespace

Board* own_board() { return the_board; }
bool results_wanted() { return show_results; }

void note_result(unsigned thread, unsigned operation, const char* text, std::uint64_t called,
                 std::uint64_t returned) {
    if (the_board->result_count == Board::results_max) return;
    Board::CallResult& result = the_board->results[the_board->result_count++];
    result.thread = static_cast<std::uint16_t>(thread);
    result.operation = static_cast<std::uint16_t>(operation);
    result.text = base::FixedString<120>(text);
    result.called = called;
    result.returned = returned;
}

void set_up(const Task& task, Board& board) {
    the_board = &board;
    board.log.entries = board.entries;
    interpose::collect_reports(true);
    if (!task.in_process) interpose::install_signal_handlers();
    engine::Carrier& carrier = carrier_for(task.context);
    setup.kernel_thread = &carrier == &context::futex() ? &board.kernel_thread : nullptr;
    execution.configure(carrier, interpose::detector(), incident_sink(board));
    interpose::record_creations(task.record_steps || task.digest);
    if (task.record_steps) interpose::count_allocations();
    interpose::note_accesses(board.trace);
    interpose::treat_accesses(accesses_of(task));
    // Showing a result reads it, and at granularity `access` that is a scheduling point: a search must
    // have what its replay will have.
    show_results = task.record_steps || task.granularity == Granularity::access;
}

namespace {

// The runtime makes much for a thread's first lock, jump and allocation.
void* do_everything_once(void* mutex) {
    pthread_mutex_lock(static_cast<pthread_mutex_t*>(mutex));
    pthread_mutex_unlock(static_cast<pthread_mutex_t*>(mutex));
    free(malloc(64));
    return nullptr;
}

}  // namespace

bool provide_threads(const Task& task, Board& board, unsigned count) {
    engine::Carrier& carrier = carrier_for(task.context);
    if (&carrier != &context::donated() || task.strategy == StrategyName::parallel) return false;
    execution.configure(carrier, interpose::detector(), incident_sink(board));
    board.log.entries = board.entries;
    schedule::Replay in_order;
    engine::Setup once;
    once.strategy = &in_order;
    once.log = &board.log;
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    execution.begin(once);
    engine::run_group(count, do_everything_once, &mutex, 0);
    execution.end();
    pthread_mutex_destroy(&mutex);
    return true;
}

bool prove_detector(const Task& task, Board& board) {
    // Once in a process: the runtime never gives back what a report takes, some nine kilobytes.
    static Plant proven_plant = nullptr;
    static const engine::Carrier* proven_carrier = nullptr;
    const engine::Carrier* const carrier = &carrier_for(task.context);
    if (proven_plant == task.plant && proven_carrier == carrier) return true;
    const bool proven = self_check(task.plant, board);
    interpose::treat_accesses(accesses_of(task));
    if (proven) {
        proven_plant = task.plant;
        proven_carrier = carrier;
    }
    return proven;
}

namespace {

// ThreadSanitizer's runtime of Clang numbers the releases of locks, atomics and threads: 256 times
// 16,383 numbers, then it resets itself. Before that, threads take turns at the last numbers there
// are, and a race between two with the same is not seen: some hundred executions were silent. So it is
// reset well before. A release is a scheduling point, or one of the few edges of a thread.
void renew_detector_in_time() {
    constexpr std::uint64_t releases_max = 256 * 16'383 / 4 * 3;
    constexpr unsigned edges_of_a_thread = 4;
    static std::uint64_t releases = 0;
    releases += execution.steps() + edges_of_a_thread * execution.thread_count();
    if (releases < releases_max) return;
    releases = 0;
    interpose::renew_detector();
}

void name_strategy(Board& board, const char* name) {
    for (unsigned i = 0; i + 1 < sizeof board.strategy && (i == 0 || name[i - 1] != '\0'); ++i)
        board.strategy[i] = name[i];
}

std::uint64_t seed_of(const Task& task, std::uint64_t index) {
    return base::mix(task.seed ^ base::mix(index));
}

void reset_board(Board& board, std::uint64_t index, bool record_steps) {
    board.trace.total = board.trace.digest = board.trace.touch_total = 0;
    board.trace.record_steps = record_steps;
    board.result_count = 0;
    board.order_count = 0;
    board.current = index;
    board.log.size = 0;
    board.log.overflowed = false;
    tracer.record(board.trace);
    ignored_before = interpose::ignored_report_count();
}

void begin_under_control(const Task& task, Board& board, schedule::Strategy& strategy,
                         std::uint64_t index, bool recorded = false) {
    reset_board(board, index, task.record_steps || recorded);
    under_control = true;
    const bool last = index + 1 == task.first + task.count;
    const bool observed = board.trace.record_steps || (task.digest && last);
    setup.strategy = &strategy;
    setup.log = &board.log;
    setup.observer = observed ? &tracer : nullptr;
    setup.seed = seed_of(task, index);
    setup.limits.steps_max = task.steps_max;
    setup.limits.spurious_max = task.spurious_max;
    execution.begin(setup);
}

void end_body() {
    if (under_control)
        execution.end();
    else
        engine::free_run.end();
}

void note_engine(Board& board) {
    const base::ThreadId leaked = execution.leaked();
    if (leaked != base::no_thread && board.incident.kind == history::IncidentKind::none)
        interpose::report_thread_leak(execution.thread(leaked));
    board.preemptions = execution.preemptions();
    board.digest = base::mix(execution.interleaving().value() ^ execution.steps());
    board.steps += execution.steps();
}

void count_interleaving(const Task& task) {
    const schedule::InterleavingHash& hash = execution.interleaving();
    if (hash.complete())
        task.interleavings->add(base::mix(hash.value() ^ task.scenario));
    else
        task.interleavings->leave_out();
}

// A thread that nobody joined is told of with its creation's stack. To look at that at every creation
// would cost more than all the rest: only when there is a leak, the execution is repeated with an eye
// on it, and from then on all are looked at.
void look_at_creations(const Task& task, Board& board, std::uint64_t index) {
    if (interpose::creations_recorded() || board.log.overflowed ||
        board.incident.kind != history::IncidentKind::none)
        return;
    interpose::record_creations(true);
    const std::size_t size = board.log.size;
    auto* const entries =
        static_cast<schedule::Switch*>(malloc((size + 1) * sizeof(schedule::Switch)));
    for (std::size_t i = 0; i < size; ++i) entries[i] = board.log.entries[i];
    schedule::Replay again({entries, size});
    begin_under_control(task, board, again, index);
    task.body.run(task.body.argument);
    execution.end();
    free(entries);
}

}  // namespace

void begin_execution(const Task& task, Board& board, Strategies& strategies, std::uint64_t index) {
    counted = task.interleavings != nullptr ? &task : nullptr;
    if (task.strategy == StrategyName::parallel) {
        name_strategy(board, "parallel");
        reset_board(board, index, task.record_steps);
        under_control = false;
        interpose::seed_noise(seed_of(task, index));
        engine::free_run.begin();
        return;
    }
    schedule::Strategy& strategy = strategies.next(seed_of(task, index));
    name_strategy(board, strategy.name());
    begin_under_control(task, board, strategy, index);
}

void begin_repetition(const Task& task, Board& board, schedule::Strategy& again,
                      std::uint64_t index, bool recorded) {
    counted = nullptr;
    begin_under_control(task, board, again, index, recorded);
}

void end_execution(Board& board, const Judge& judge) {
    if (under_control) note_engine(board);
    if (under_control && counted != nullptr) count_interleaving(*counted);
    board.tolerated += interpose::ignored_report_count() - ignored_before;
    if (interpose::reports_waiting()) settle_reports(board, judge);
}

namespace {

void execute(const Task& task, Board& board, const Judge& judge, std::uint64_t index) {
    task.body.run(task.body.argument);
    end_body();
    if (under_control && execution.leaked() != base::no_thread)
        look_at_creations(task, board, index);
    end_execution(board, judge);
    if (under_control && !found(board)) renew_detector_in_time();
}

// Too large for a stack. Most of it is never touched; the rest is there for the next task, too.
Strategies& fresh_strategies(const Task& task) {
    static void* memory = nullptr;
    if (memory == nullptr) {
        const long mapped =
            base::system::call(SYS_mmap, 0, sizeof(Strategies), PROT_READ | PROT_WRITE,
                               MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        CONTEND_CHECK(mapped > 0);
        memory = reinterpret_cast<void*>(mapped);
    }
    return *new (memory) Strategies(task);
}

Stage stage_of(const Strategies& strategies, bool last) {
    if (strategies.finished()) return Stage::seeks_no_more;
    return last ? Stage::ends : Stage::goes_on;
}

void repeat(const Task& task, Board& board, const Judge& judge, std::uint64_t index) {
    struct Repeated {
        const Task& task;
        Board& board;
        const Judge& judge;
        std::uint64_t index;
    } repeated{task, board, judge, index};
    const auto again = [](void* argument, schedule::Strategy& strategy, bool recorded) {
        const auto& of = *static_cast<const Repeated*>(argument);
        begin_repetition(of.task, of.board, strategy, of.index, recorded);
        execute(of.task, of.board, of.judge, of.index);
    };
    check_determinism(board, {again, &repeated});
}

}  // namespace

void run(const Task& task, Board& board, const Judge& judge) {
    set_up(task, board);
    if (prove_detector(task, board)) {
        board.phase = Phase::exploring;
        Strategies& strategies = fresh_strategies(task);
        for (std::uint64_t i = 0; i < task.count && board.stop == 0 && !strategies.finished();
             ++i) {
            const std::uint64_t index = task.first + i;
            begin_execution(task, board, strategies, index);
            execute(task, board, judge, index);
            if (task.judge.run != nullptr && !found(board)) task.judge.run(task.judge.argument);
            const Stage stage = stage_of(strategies, i + 1 == task.count);
            if (under_control && !found(board) && in_sample(task, i + 1, stage))
                repeat(task, board, judge, index);
            if (found(board)) break;
            ++board.executions;
        }
        board.replay_used = strategies.replayed();
        strategies.tell(board);
        interpose::treat_accesses(interpose::Accesses::unseen);
        board.phase = Phase::done;
    } else {
        board.phase = Phase::harness_error;
    }
    the_board = nullptr;
}

}  // namespace contend::worker
