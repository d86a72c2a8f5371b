#include <contend/run/shared_board.hpp>

#include <contend/base/check.hpp>

#include <sys/mman.h>
#include <algorithm>
#include <new>

namespace contend::run {

Board* make_board(void* memory, std::uint64_t steps_max) {
    auto* const board = static_cast<Board*>(memory);
    // Zero is what most of the board starts as; constructing all of it would touch every page.
    new (&board->harness_error) base::FixedString<1024>();
    new (&board->incident) history::Incident();
    new (&board->unjudged_reason) base::FixedString<200>();
    board->log.entries = board->entries;
    board->log.capacity = steps_max;
    return board;
}

SharedBoard::SharedBoard(std::uint64_t steps_max) : size_(worker::board_size(steps_max)) {
    void* memory = mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CONTEND_CHECK(memory != MAP_FAILED);
    board_ = make_board(memory, steps_max);
}

SharedBoard::~SharedBoard() { munmap(board_, size_); }

Outcome read_board(const Board& board) {
    Outcome outcome;
    outcome.executions = board.executions;
    outcome.steps = board.steps;
    outcome.tolerated = board.tolerated;
    outcome.exhausted = board.exhausted;
    outcome.interleavings = board.interleavings;
    outcome.given_up = board.given_up.c_str();
    outcome.incident = board.incident;
    outcome.execution = board.current;
    if (board.incident.kind == history::IncidentKind::none && board.later_seen) {
        outcome.incident = board.later;
        outcome.later_seen = true;
        outcome.execution = board.later_execution;
    }
    if (outcome.incident.kind != history::IncidentKind::none) outcome.ending = Ending::incident;
    outcome.strategy = board.strategy;
    outcome.schedule.assign(board.entries, board.entries + board.log.size);
    outcome.schedule_complete = !board.log.overflowed;
    outcome.preemptions = board.preemptions;
    outcome.replay_used = board.replay_used;
    outcome.trace_total = board.trace.total;
    outcome.digest = board.trace.digest;
    if (board.trace.record_steps) {
        const std::uint64_t recorded =
            std::min<std::uint64_t>(board.trace.total, history::Trace::steps_max);
        outcome.trace.assign(board.trace.steps, board.trace.steps + recorded);
        const std::uint64_t touches = board.trace.touch_total;
        constexpr std::uint64_t kept = history::Trace::touches_max;
        for (std::uint64_t i = touches > kept ? touches - kept : 0; i < touches; ++i)
            outcome.touches.push_back(board.trace.touches[i % kept]);
    }
    for (unsigned i = 0; i < board.result_count; ++i)
        outcome.results.push_back({board.results[i].thread, board.results[i].operation,
                                   board.results[i].text.c_str(), board.results[i].called,
                                   board.results[i].returned});
    outcome.unjudged = board.unjudged;
    outcome.unjudged_reason = board.unjudged_reason.c_str();
    outcome.orders_tried = board.orders_tried;
    outcome.orders.assign(board.orders, board.orders + board.order_count);
    return outcome;
}

}  // namespace contend::run
