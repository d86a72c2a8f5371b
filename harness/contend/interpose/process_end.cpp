// Ways to leave that would take the search along: under control they are incidents.
#include <contend/interpose/process_end.hpp>

#include <contend/base/fixed_string.hpp>
#include <contend/base/system.hpp>
#include <contend/interpose/hook.hpp>
#include <contend/interpose/next.hpp>
#include <contend/interpose/real.hpp>

#include <stdlib.h>

namespace contend::interpose {
namespace {

using base::FixedString;
using history::IncidentKind;

void (*program_ended)(int status) = nullptr;

Next<void(const char*, const char*, unsigned, const char*)> real_assert_fail("__assert_fail");
Next<void(int)> real_exit("exit");

void at_exit(int status, void*) { program_ended(status); }

// Leaving is an incident, unless the program may.
void refuse_to_end(const char* call, int status) {
    LogicalThread* const self = running_thread();
    if (self == nullptr || program_ended != nullptr) return;
    FixedString<64> message("called ");
    message.append(call).append(status < 0 ? "(-" : "(");
    message.append_number(
        static_cast<unsigned long long>(status < 0 ? -static_cast<long long>(status) : status));
    message.append(")");
    execution.fail(*self, IncidentKind::crash, message.c_str());
}

// Under control: without handlers. Returns in passive mode.
void leave_at_once(const char* call, int status) {
    refuse_to_end(call, status);
    if (running_thread() != nullptr) program_ended(status);
}

}  // namespace

void let_program_exit(void (*ended)(int status)) {
    program_ended = ended;
    on_exit(at_exit, nullptr);
}

}  // namespace contend::interpose

using namespace contend::interpose;
using contend::base::FixedString;
using contend::history::IncidentKind;

extern "C" {

[[noreturn]] void __assert_fail(const char* condition, const char* file, unsigned line,
                                const char* function) {
    if (LogicalThread* const self = running_thread()) {
        FixedString<1024> message("assertion `");
        message.append(condition).append("` failed");
        if (function != nullptr) message.append(" in ").append(function);
        FixedString<256> place(file);
        place.append(":").append_number(line);
        execution.fail(*self, IncidentKind::assertion, message.c_str(), place.c_str());
    }
    real_assert_fail.get()(condition, file, line, function);
    __builtin_unreachable();
}

// <contend/fault.hpp> found two threads in one container, and is about to end the process.
[[gnu::visibility("default")]] void contend_fault(const char* message) {
    if (LogicalThread* const self = running_thread())
        execution.fail(*self, IncidentKind::crash, message);
}

void exit(int status) {
    refuse_to_end("exit", status);
    real_exit.get()(status);
    __builtin_unreachable();
}

// The runtime's gives the exit status of a program with races.
void _exit(int status) {
    leave_at_once("_exit", status);
    __interceptor__exit(status);
    __builtin_unreachable();
}

// No runtime intercepts this one.
void _Exit(int status) {
    leave_at_once("_Exit", status);
    contend::base::system::exit_now(status);
}

}  // extern "C"
