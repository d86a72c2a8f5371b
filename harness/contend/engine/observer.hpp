#pragma once

#include <contend/engine/thread.hpp>
#include <contend/history/incident.hpp>
#include <contend/schedule/event.hpp>

namespace contend::engine {

/// Sees every scheduling point of an execution, for reports and comparisons; not used while
/// searching.
class Observer {
public:
    /// `thread` has been chosen to do `event`; `previous` ran before it.
    virtual void at(LogicalThread& thread, const schedule::Event& event,
                    base::ThreadId previous) = 0;

protected:
    ~Observer() = default;
};

/// An incident as the engine knows it. The strings are never null and live until the process ends.
struct Failure {
    history::IncidentKind kind = history::IncidentKind::none;
    LogicalThread* thread = nullptr;
    const char* message = "";
    const char* place = "";  ///< file:line, if known
};

/// Takes the incident that ends an execution and its process.
class IncidentSink {
public:
    /// Must not return: the threads can not go on.
    virtual void fatal(const Failure& failure) = 0;

protected:
    ~IncidentSink() = default;
};

}  // namespace contend::engine
