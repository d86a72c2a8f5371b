#include <contend/interpose/signals.hpp>

#include <contend/base/system.hpp>
#include <contend/interpose/hook.hpp>

#include <signal.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
extern "C" void contend_signal_return();
// Unwinders know a signal's frame by the bytes at its return address, and look up the function one
// byte before: contend::interpose::signal_frame().
asm(R"(
.text
.globl _ZN7contend9interpose12signal_frameEv
.type _ZN7contend9interpose12signal_frameEv, @function
_ZN7contend9interpose12signal_frameEv:
    nop
.globl contend_signal_return
.hidden contend_signal_return
contend_signal_return:
    movq $15, %rax            # rt_sigreturn
    syscall
.size _ZN7contend9interpose12signal_frameEv, . - _ZN7contend9interpose12signal_frameEv
)");
#endif

namespace contend::interpose {
namespace {

// The kernel's own structure: the C library's sigaction is the runtime's, which would put its
// handlers in between.
struct KernelAction {
    void (*handler)(int, siginfo_t*, void*);
    unsigned long flags;
    void (*restorer)();
    std::uint64_t mask;
};

alignas(16) char handler_stack[64 * 1024];

void on_signal(int signal, siginfo_t*, void*) {
    if (signal == hang_signal() && engine::free_run.answer_visit()) return;
    LogicalThread* const self = running_thread();
    current = nullptr;
    const auto kind =
        signal == hang_signal() ? history::IncidentKind::no_progress : history::IncidentKind::crash;
    LogicalThread& thread = self != nullptr ? *self : execution.thread(0);
    execution.fail(thread, kind,
                   kind == history::IncidentKind::crash ? describe_signal(signal) : "");
}

void install(int signal) {
    constexpr unsigned long flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    KernelAction action{on_signal, flags, nullptr, 0};
#if defined(__x86_64__)
    constexpr unsigned long has_restorer = 0x04000000;
    action.flags |= has_restorer;
    action.restorer = contend_signal_return;
#endif
    base::system::call(SYS_rt_sigaction, signal, reinterpret_cast<long>(&action), 0,
                       sizeof action.mask);
}

}  // namespace

int hang_signal() { return SIGXCPU; }

const char* describe_signal(int signal) {
    switch (signal) {
        case SIGSEGV: return "SIGSEGV (invalid memory reference)";
        case SIGBUS: return "SIGBUS (bad memory access)";
        case SIGFPE: return "SIGFPE (erroneous arithmetic operation)";
        case SIGILL: return "SIGILL (illegal instruction)";
        case SIGABRT: return "SIGABRT (abort)";
        case SIGTRAP: return "SIGTRAP (trap)";
        case SIGKILL: return "SIGKILL (killed)";
        case SIGTERM: return "SIGTERM (terminated)";
        default: return "a signal";
    }
}

void install_signal_handlers() {
    stack_t stack{};
    stack.ss_sp = handler_stack;
    stack.ss_size = sizeof handler_stack;
    base::system::call(SYS_sigaltstack, reinterpret_cast<long>(&stack), 0);
    const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, hang_signal()};
    for (const int signal : signals) install(signal);
    std::uint64_t mask = 0;
    base::system::call(SYS_rt_sigprocmask, SIG_SETMASK, reinterpret_cast<long>(&mask), 0,
                       sizeof mask);
}

}  // namespace contend::interpose
