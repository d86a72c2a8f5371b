#include <contend/run/incidents.hpp>

#include <contend/base/system.hpp>
#include <contend/engine/execution.hpp>
#include <contend/interpose/control.hpp>
#include <contend/run/worker.hpp>

#include <cxxabi.h>
#include <cstdlib>
#include <exception>
#include <memory>
#include <string>
#include <typeinfo>

namespace contend::run {
namespace {

using engine::execution;
using engine::Waiting;
using history::IncidentKind;

const char* describe(Waiting waiting) {
    switch (waiting) {
        case Waiting::nothing: return "could go on";
        case Waiting::mutex: return "waits for a mutex";
        case Waiting::shared_lock: return "waits for a shared lock";
        case Waiting::exclusive_lock: return "waits for an exclusive lock";
        case Waiting::condition: return "waits for a condition variable";
        case Waiting::notification: return "waits for a notification";
        case Waiting::once: return "waits for a one-time initialisation";
        case Waiting::join: return "waits for the end of a thread";
        case Waiting::sleep: return "sleeps";
        case Waiting::end: return "waits for the end of all threads";
    }
    return "waits";
}

Board* sink_board = nullptr;
void (*fatal_listener)(const Board&) = nullptr;

void take_stack(engine::LogicalThread& thread) {
    engine::current = nullptr;
    history::Incident& incident = sink_board->incident;
    if (incident.stack_count == history::Incident::stacks_max) return;
    history::ThreadStack& taken = incident.stacks[incident.stack_count++];
    taken.thread = thread.id;
    taken.doing = base::FixedString<160>(describe(thread.waiting));
    interpose::capture_stack(taken.stack, 1);
}

bool concerns_all(IncidentKind kind) {
    return kind == IncidentKind::deadlock || kind == IncidentKind::step_limit ||
           kind == IncidentKind::no_progress || kind == IncidentKind::kernel_wait;
}

// A worker that the supervisor woke does not know why; the supervisor does.
IncidentKind kind_of(const engine::Failure& failure) {
    const bool asleep = failure.kind == IncidentKind::no_progress && sink_board->asleep;
    return asleep ? IncidentKind::kernel_wait : failure.kind;
}

class Sink final : public engine::IncidentSink {
public:
    void fatal(const engine::Failure& failure) override {
        history::Incident& incident = sink_board->incident;
        const IncidentKind kind = kind_of(failure);
        // Whatever was noted before this end of the execution came first, and may be its cause.
        if (incident.kind == IncidentKind::none) {
            incident.thread = failure.thread->id;
            incident.message = base::FixedString<1024>(failure.message);
            incident.place = base::FixedString<256>(failure.place);
            incident.stack_count = 0;
            take_stack(*failure.thread);
            if (incident.stack_count != 0 && failure.thread->waiting == Waiting::nothing)
                incident.stacks[0].doing = base::FixedString<160>(
                    kind == IncidentKind::kernel_wait ? "waits in the kernel" : "was running");
            // Who runs on may be anywhere, in the middle of a switch too; who sleeps is not.
            if (kind != IncidentKind::no_progress && concerns_all(kind))
                execution.visit_stacks(*failure.thread, take_stack);
            incident.kind = kind;
        }
        sink_board->steps += execution.steps();
        sink_board->preemptions = execution.preemptions();
        if (fatal_listener != nullptr) fatal_listener(*sink_board);
        base::system::exit_now(incident_status);
    }
};

Sink sink;

std::string demangle(const char* name) {
    int status = 0;
    const std::unique_ptr<char, void (*)(void*)> text(
        abi::__cxa_demangle(name, nullptr, nullptr, &status), std::free);
    return status == 0 ? text.get() : name;
}

// Only the exception itself knows its text.
std::string what(const std::exception_ptr& exception) {
    try {
        std::rethrow_exception(exception);
    } catch (const std::exception& error) {
        return error.what();
    } catch (const std::string& text) {
        return text;
    } catch (const char* text) {
        return text;
    } catch (...) {
        return {};
    }
}

[[noreturn]] void on_terminate() {
    engine::LogicalThread* const self = engine::current;
    engine::current = nullptr;
    engine::LogicalThread& thread = self != nullptr ? *self : execution.thread(0);
    const std::exception_ptr exception = std::current_exception();
    if (!exception)
        execution.fail(thread, IncidentKind::terminate, "std::terminate without an exception");
    const std::type_info* type = abi::__cxa_current_exception_type();
    const std::string name = type != nullptr ? demangle(type->name()) : "unknown exception";
    // RapidCheck's assertions are exceptions that only RapidCheck knows.
    const bool assertion = name.find("rc::detail::CaseResult") != std::string::npos;
    const std::string text = what(exception);
    const std::string message = assertion ? "a RapidCheck assertion failed"
                                          : "uncaught " + name + (text.empty() ? "" : ": " + text);
    execution.fail(thread, assertion ? IncidentKind::assertion : IncidentKind::terminate,
                   message.c_str());
}

}  // namespace

engine::IncidentSink& incident_sink(Board& board) {
    sink_board = &board;
    return sink;
}

void tell_of_fatal_incidents(void (*listener)(const Board& board)) { fatal_listener = listener; }

void install_terminate_handler() { std::set_terminate(on_terminate); }

}  // namespace contend::run
