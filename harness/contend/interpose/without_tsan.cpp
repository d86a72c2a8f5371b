// What stands in for the hooks in a program built without ThreadSanitizer: enough to link, and to
// say so.
#include <contend/base/system.hpp>
#include <contend/interpose/allocations.hpp>
#include <contend/interpose/control.hpp>
#include <contend/interpose/holders.hpp>
#include <contend/interpose/noise.hpp>
#include <contend/interpose/signals.hpp>
#include <contend/interpose/symbol_server.hpp>
#include <contend/interpose/thread_locals.hpp>
#include <contend/interpose/tracer.hpp>

namespace contend::interpose {

bool tsan_linked() { return false; }
void plant(int*) {}
engine::Detector detector() { return {}; }
void renew_detector() {}
void treat_accesses(Accesses) {}
void note_accesses(history::Trace&) {}
void capture_stack(history::RawStack& stack, unsigned) { stack.depth = 0; }

std::size_t symbolise(const void*, char* buffer, std::size_t size) {
    if (size != 0) buffer[0] = '\0';
    return 0;
}

void serve_symbols() { base::system::exit_now(2); }

base::ThreadId holder_of(const engine::LogicalThread&) { return base::no_thread; }

void seed_noise(std::uint64_t) {}
void make_noise() {}

void renew_thread_locals(const ThreadLocal*, std::size_t) {}
void renew_own_thread_locals(base::ThreadId) {}

void record_creations(bool) {}
bool creations_recorded() { return false; }
void report_thread_leak(const engine::LogicalThread&) {}

void count_allocations() {}

void collect_reports(bool) {}
std::size_t take_reports(history::RaceRecord*, std::size_t) { return 0; }
void ignore_reports(std::uint64_t) {}
void ignore_no_reports() {}
std::uint64_t ignored_report_count() { return 0; }
std::size_t ignored_reports_size() { return 0; }
void keep_ignored_reports_in(void*) {}
bool reports_waiting() { return false; }

void Tracer::at(engine::LogicalThread&, const schedule::Event&, base::ThreadId) {}

int hang_signal() { return 0; }
const char* describe_signal(int) { return "a signal"; }
void install_signal_handlers() {}

}  // namespace contend::interpose
