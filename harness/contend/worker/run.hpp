#pragma once

#include <contend/worker/board.hpp>
#include <contend/worker/strategies.hpp>
#include <contend/worker/task.hpp>

/// The side of an exploration that runs the code under test.
namespace contend::worker {

/// Somebody who rules on race reports: fills in Board::rulings for Board::queries; false when nobody
/// is there to ask.
struct Judge {
    bool (*ask)(void* argument, Board& board) = nullptr;
    void* argument = nullptr;
};

/// Sets the engine up for the task, on the calling thread. Once in each process that runs executions.
void set_up(const Task& task, Board& board);

/// Starts the real threads behind logical threads 1 to `count`, for the processes that are forked from
/// this one: donated contexts are memory, so a fork has them too. False, and nothing is started, where
/// threads must be there themselves.
bool provide_threads(const Task& task, Board& board, unsigned count);

/// Tries the detector on a planted race. False, and board.harness_error says why, when it can not be
/// trusted. Starts threads.
bool prove_detector(const Task& task, Board& board);

/// Before and after each execution: the board and the engine are made ready for execution `index`;
/// what the race detector said is settled, and what is found is on the board. In between the calling
/// thread is thread 0, under control, or running freely if that is the strategy.
void begin_execution(const Task& task, Board& board, Strategies& strategies, std::uint64_t index);
void end_execution(Board& board, const Judge& judge);

/// As begin_execution(), for a repetition of execution `index` that `again` decides: it counts for
/// nothing. `recorded`: with its steps on the board.
void begin_repetition(const Task& task, Board& board, schedule::Strategy& again,
                      std::uint64_t index, bool recorded);

/// Prepares and runs the task in this process, writing to the board as it goes. Returns when all
/// executions ran, something non-fatal was found, or the supervisor asked to stop; a fatal incident
/// ends the process.
void run(const Task& task, Board& board, const Judge& judge);

/// The board of the task that this process runs or ran; null when there is none.
Board* own_board();

/// Whether the results of operations are wanted, and one of them, with the stamps of its call and its
/// return.
bool results_wanted();
void note_result(unsigned thread, unsigned operation, const char* text, std::uint64_t called,
                 std::uint64_t returned);

}  // namespace contend::worker
