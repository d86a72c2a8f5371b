#pragma once

#include <contend/run/job.hpp>
#include <contend/worker/board.hpp>

#include <functional>
#include <string>

/// A worker that runs a test's own code: worker::run() for jobs, with what is C++ about them.
namespace contend::run {

using worker::Board;
using worker::Phase;
using worker::Ruling;

/// Fills in Board::rulings for Board::queries; false when nobody is there to ask.
using Ask = std::function<bool(Board&)>;

/// Runs the job in this process; see worker::run(). Uncaught exceptions are incidents that name the
/// exception, and the program's thread-local variables are as new in every execution.
void run_job(const Job& job, Board& board, const Ask& ask);

/// True in a process that is running a job: the code under test is ours to judge.
bool in_worker();

/// What the running execution did wrong without ending at once; the first call of an execution
/// counts. `place` is file:line or empty. Only under in_worker(); thread-safe in the sense that one
/// logical thread runs at a time.
void note_incident(history::IncidentKind kind, const std::string& message,
                   const std::string& place);

/// An assertion of a test framework failed at `place`: note_incident(assertion).
void note_assertion(const std::string& message, const std::string& place);

}  // namespace contend::run
