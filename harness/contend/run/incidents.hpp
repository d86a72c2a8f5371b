#pragma once

#include <contend/engine/observer.hpp>
#include <contend/run/board.hpp>

namespace contend::run {

/// Writes fatal incidents to the board, with the stacks they need, and ends the process.
engine::IncidentSink& incident_sink(Board& board);

/// Who is told of a fatal incident before the process ends; null: nobody. For
/// --contend_isolation=none.
void tell_of_fatal_incidents(void (*listener)(const Board& board));

/// Uncaught exceptions and std::terminate become incidents that name the exception.
void install_terminate_handler();

/// Adds to the incident's message what contend did that may have led to it.
void add_hint(history::Incident& incident);

/// The exit status of a worker that ended with an incident on its board.
inline constexpr int incident_status = 70;

}  // namespace contend::run
