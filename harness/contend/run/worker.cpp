#include <contend/run/worker.hpp>

#include <contend/interpose/thread_locals.hpp>
#include <contend/run/terminate.hpp>
#include <contend/run/thread_locals.hpp>
#include <contend/worker/incidents.hpp>
#include <contend/worker/run.hpp>

namespace contend::run {

bool in_worker() { return worker::own_board() != nullptr; }

void note_incident(history::IncidentKind kind, const std::string& message,
                   const std::string& place) {
    worker::note_incident(*worker::own_board(), kind, message.c_str(), place.c_str());
}

void note_assertion(const std::string& message, const std::string& place) {
    note_incident(history::IncidentKind::assertion, message, place);
}

void run_job(const Job& job, Board& board, const Ask& ask) {
    install_terminate_handler();
    interpose::renew_thread_locals(thread_locals().data(), thread_locals().size());
    const auto call = [](void* argument, Board& asking) {
        return (*static_cast<const Ask*>(argument))(asking);
    };
    worker::run(job.task(), board, {call, const_cast<Ask*>(&ask)});
}

}  // namespace contend::run
