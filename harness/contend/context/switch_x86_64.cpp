// The floating-point control words are not switched: a thread that changes its rounding mode
// changes it for all.
#include <contend/context/switch.hpp>

#if defined(__x86_64__)

#include <sys/auxv.h>

extern "C" {
contend::context::Switch contend_context_switch;
/// For processors whose thread pointer only the kernel may set.
contend::context::Switch contend_context_switch_by_call;
}

asm(R"(
# Saves the callee-saved registers, notes the stack pointer in (%rdi), and goes to the stack in %rsi.
.macro contend_leave
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    movq %rsp, (%rdi)
    movq %rsi, %rsp
.endm

# The inverse of the first half, on the other stack.
.macro contend_go_on
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret
.endm

.text
.globl contend_context_switch
.hidden contend_context_switch
.type contend_context_switch, @function
contend_context_switch:
    contend_leave
    wrfsbase %rdx
    contend_go_on
.size contend_context_switch, . - contend_context_switch

.globl contend_context_switch_by_call
.hidden contend_context_switch_by_call
.type contend_context_switch_by_call, @function
contend_context_switch_by_call:
    contend_leave
    movl $158, %eax           # arch_prctl(ARCH_SET_FS, thread_pointer)
    movl $0x1002, %edi
    movq %rdx, %rsi
    syscall
    contend_go_on
.size contend_context_switch_by_call, . - contend_context_switch_by_call

.globl contend_context_donate
.hidden contend_context_donate
.type contend_context_donate, @function
contend_context_donate:
    contend_leave           # from here on no thread-local storage: it belongs to the carrier now
    movq %rdx, %rbx
    movl $1, (%rbx)
    movl $202, %eax           # futex(word, FUTEX_WAKE, all): the creator waits for the word, and
    movq %rbx, %rdi           # so do threads of the slot that were left behind
    movl $1, %esi
    movl $0x7fffffff, %edx
    syscall
1:  movl $202, %eax           # futex(word, FUTEX_WAIT, 1): for ever
    movq %rbx, %rdi
    xorl %esi, %esi
    movl $1, %edx
    xorl %r10d, %r10d
    syscall
    jmp 1b
.size contend_context_donate, . - contend_context_donate
)");

namespace contend::context {

Switch* find_switch() {
    constexpr unsigned long fsgsbase = 1ul << 1;
    const bool user_may_set_thread_pointer = (getauxval(AT_HWCAP2) & fsgsbase) != 0;
    return user_may_set_thread_pointer ? contend_context_switch : contend_context_switch_by_call;
}

// The ABI keeps the thread pointer's own value where it points to.
std::uint64_t read_thread_pointer() {
    std::uint64_t pointer = 0;
    asm volatile("movq %%fs:0, %0" : "=r"(pointer));
    return pointer;
}

}  // namespace contend::context

#endif
