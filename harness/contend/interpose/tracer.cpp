#include <contend/interpose/tracer.hpp>

#include <contend/base/random.hpp>
#include <contend/interpose/control.hpp>
#include <contend/interpose/hook.hpp>

namespace contend::interpose {

void Tracer::at(LogicalThread& thread, const Event& event, base::ThreadId previous) {
    trace_->digest = base::mix(trace_->digest ^ (std::uint64_t{thread.id} << 32) ^
                               static_cast<std::uint64_t>(event.kind));
    const std::uint64_t index = trace_->total++;
    if (!trace_->record_steps || index >= history::Trace::steps_max) return;
    history::TraceStep& step = trace_->steps[index];
    step.thread = thread.id;
    step.previous = previous;
    step.operation = thread.operation;
    step.event = event;
    const bool yields = execution.pending(previous).kind == EventKind::yield;
    step.preemption = previous != thread.id && !yields &&
                      execution.thread(previous).state == engine::State::runnable;
    if (event.kind != EventKind::thread_start) capture_stack(step.stack, 1);
}

}  // namespace contend::interpose
