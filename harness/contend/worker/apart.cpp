#include <contend/worker/apart.hpp>

#include <contend/engine/execution.hpp>
#include <contend/interpose/control.hpp>
#include <contend/schedule/replay.hpp>
#include <contend/worker/incidents.hpp>
#include <contend/worker/run.hpp>

namespace contend::worker {
namespace {

// What the race detector said of it is of no interest, and must not be taken for the next execution's.
void forget_reports() {
    if (interpose::reports_waiting())
        interpose::take_reports(own_board()->queries, Board::queries_max);
}

}  // namespace

bool run_apart(void* (*routine)(void*), void* argument) {
    using engine::execution;
    schedule::Replay default_order{schedule::ScheduleView()};
    schedule::ScheduleLog no_log;
    const engine::Setup setup{.strategy = &default_order, .log = &no_log, .abandons = true};
    const QuietIncidents quiet;
    execution.begin(setup);
    const bool started = execution.create_group(*engine::current, 1, routine, argument, 0);
    if (started) execution.join_group(*engine::current);
    const bool ended = started && !execution.abandoned();
    execution.end();
    forget_reports();
    return ended;
}

}  // namespace contend::worker
