#pragma once

#include <contend/engine/observer.hpp>
#include <contend/worker/board.hpp>

namespace contend::worker {

/// Writes fatal incidents to the board, with the stacks they need, and ends the process.
engine::IncidentSink& incident_sink(Board& board);

/// Who is told of a fatal incident before the process ends; null: nobody. For
/// --contend_isolation=none.
void tell_of_fatal_incidents(void (*listener)(const Board& board));

/// What the running execution did wrong without ending at once, on this board; the first call of an
/// execution counts. `place` is file:line or empty. An assertion is noted with the stack of who made
/// it.
void note_incident(Board& board, history::IncidentKind kind, const char* message,
                   const char* place);

/// Adds to the incident's message what contend did that may have led to it.
void add_hint(history::Incident& incident);

/// While one exists, what the code under test does wrong without ending the process is not noted.
class QuietIncidents {
public:
    QuietIncidents();
    ~QuietIncidents();
    QuietIncidents(const QuietIncidents&) = delete;
    QuietIncidents& operator=(const QuietIncidents&) = delete;
};

/// The exit status of a worker that ended with an incident on its board.
inline constexpr int incident_status = 70;

}  // namespace contend::worker
