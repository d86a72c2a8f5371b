#pragma once

#include <contend/base/attributes.hpp>
#include <contend/engine/observer.hpp>
#include <contend/history/trace.hpp>

namespace contend::interpose {

/// Writes every scheduling point of an execution into a trace, with its stack when the trace wants
/// steps.
class Tracer final : public engine::Observer {
public:
    /// Where the next executions are written; must outlive them.
    CONTEND_INLINE void record(history::Trace& trace) {
        trace_ = &trace;
        last_ = nullptr;
    }

    void at(engine::LogicalThread& thread, const schedule::Event& event,
            base::ThreadId previous) override;

private:
    history::Trace* trace_ = nullptr;
    history::TraceStep* last_ = nullptr;  ///< the step whose `after` is still to be read
};

}  // namespace contend::interpose
