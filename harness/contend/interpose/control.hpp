#pragma once

#include <contend/engine/detector.hpp>
#include <contend/engine/thread.hpp>
#include <contend/history/incident.hpp>
#include <contend/history/trace.hpp>

#include <cstddef>

/// What the rest of contend may ask of the sanitizer runtime and the hooks.
namespace contend::interpose {

/// Whether this program was linked with ThreadSanitizer and with contend's hooks.
bool tsan_linked();

/// A write as instrumented code does it, for a planted race in a program whose own code has no part
/// in that.
void plant(int* target);

/// The runtime's happens-before edges, for the engine.
engine::Detector detector();

/// Has the race detector start over: it forgets all accesses and edges so far. Between executions
/// only, when the threads of the last one have ended.
void renew_detector();

/// What plain memory accesses are under control: nothing (granularity `sync`, and the default), an
/// entry in the trace given to note_accesses(), or scheduling points (granularity `access`).
enum class Accesses { unseen, noted, scheduled };
void treat_accesses(Accesses accesses);

/// Where noted accesses go.
void note_accesses(history::Trace& trace);

/// The calling stack, innermost first, by unwinding; `skip` frames left out. Uncontrolled threads
/// only.
void capture_stack(history::RawStack& stack, unsigned skip = 0);

/// What the runtime's symboliser says of a return address: one line a frame, inlined ones first,
/// fields separated by tabs (function, file, line, column, module, offset). Returns the number of
/// characters written.
std::size_t symbolise(const void* address, char* buffer, std::size_t size);

/// Whether every thread's creation is looked at, for reports of thread leaks: costs much, at each.
void record_creations(bool on);
bool creations_recorded();

// Reports. The runtime's callback copies what it is told and prints nothing; these read it. Not
// thread-safe against reports of threads that run freely at the same time: take them when the
// threads have been joined.

/// Whether reports are kept here instead of being printed by the runtime. Off by default: a program
/// that never asks for its reports still shows them.
void collect_reports(bool on);

/// Reports since the last call, at most `capacity`; what was dropped for lack of room is not
/// counted.
std::size_t take_reports(history::RaceRecord* records, std::size_t capacity);

/// Adds a report of a thread that nobody joined or detached, as the runtime's own would be: with the
/// stack of its creation, if that was recorded, else the place alone.
void report_thread_leak(const engine::LogicalThread& thread);

/// Reports whose key is registered here are only counted, until ignore_no_reports().
void ignore_reports(std::uint64_t key);
void ignore_no_reports();
std::uint64_t ignored_report_count();

/// Keeps what ignore_reports() registers in zeroed `memory` of ignored_reports_size() bytes, which
/// several processes may share.
std::size_t ignored_reports_size();
void keep_ignored_reports_in(void* memory);

/// True when reports came since the last take_reports().
bool reports_waiting();

}  // namespace contend::interpose
