#pragma once

#include <contend/run/board.hpp>
#include <contend/run/job.hpp>

#include <functional>
#include <string>

/// The side of a job that runs the code under test.
namespace contend::run {

/// Fills in Board::rulings for Board::queries; false when nobody is there to ask.
using Ask = std::function<bool(Board&)>;

/// Runs the job in this process, writing to the board as it goes. Asks what to make of a race
/// report. Returns when all executions ran, something non-fatal was found, or the supervisor asked
/// to stop; a fatal incident ends the process.
void run_job(const Job& job, Board& board, const Ask& ask);

/// True in a process that runs (or ran) a job: the code under test is ours to judge.
bool in_worker();

/// What the running execution did wrong without ending at once; the first call of an execution
/// counts. `place` is file:line or empty. Only under in_worker(); thread-safe in the sense that one
/// logical thread runs at a time.
void note_incident(history::IncidentKind kind, const std::string& message,
                   const std::string& place);

/// An assertion of a test framework failed at `place`: note_incident(assertion).
void note_assertion(const std::string& message, const std::string& place);

/// Whether the results of operations are wanted, and one of them.
bool results_wanted();
void note_result(unsigned thread, unsigned operation, const std::string& text);

}  // namespace contend::run
