#pragma once

#include <contend/history/trace.hpp>
#include <contend/schedule/strategy.hpp>
#include <contend/worker/board.hpp>
#include <contend/worker/task.hpp>

namespace contend::worker {

/// Executes with `again` deciding, once, and leaves on the board what came of it; `recorded`: with its
/// steps.
struct Repeat {
    void (*execute)(void* argument, schedule::Strategy& again, bool recorded) = nullptr;
    void* argument = nullptr;
};

/// How a task goes on after an execution.
enum class Stage { goes_on, ends, seeks_no_more };

/// Whether the execution that was the `executed`-th of this process, from 1, is one of the sample whose
/// schedules are repeated: repetitions are below two in a hundred of code that behaves. The last of many
/// is among them, and the last of a search for everything, done or given up, which rests on them.
bool in_sample(const Task& task, std::uint64_t executed, Stage stage);

/// Repeats the execution that the board tells of, until its repetitions agree (Agreement). If they do
/// not, that is an incident: nondeterminism, with the first step where two of them differ, as far as it
/// was among the recorded ones, and what that says of the source.
///
/// The schedule on the board is then the one that was repeated. Whatever else is found meanwhile is on
/// the board with its own.
void check_determinism(Board& board, const Repeat& repeat);

/// The steps of a recorded execution, or the first of them.
struct Steps {
    const history::TraceStep* first = nullptr;
    std::uint64_t size = 0;
};

struct Difference {
    std::uint64_t step = 0;
    bool moved = false;  ///< before it, objects lay at different addresses
};

/// The first of the steps that differ in thread, kind, place or object; objects are the same if they
/// came at the same point for the first time, wherever they lie. The smaller size, if there is none.
Difference first_difference(const Steps& one, const Steps& other);

}  // namespace contend::worker
