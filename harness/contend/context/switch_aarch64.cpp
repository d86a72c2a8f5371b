// Programs may set the thread pointer, tpidr_el0, themselves. The rounding mode and what else
// fpcr holds belong to the thread; it is hardly ever another's, and to write it is dear.
#include <contend/context/switch.hpp>

#if defined(__aarch64__)

extern "C" contend::context::Switch contend_context_switch;

asm(R"(
// Saves the callee-saved registers, notes the stack pointer in [x0], and goes to the stack in x1.
.macro contend_leave
    sub sp, sp, #176
    stp x19, x20, [sp]
    stp x21, x22, [sp, #16]
    stp x23, x24, [sp, #32]
    stp x25, x26, [sp, #48]
    stp x27, x28, [sp, #64]
    stp x29, x30, [sp, #80]
    stp d8, d9, [sp, #96]
    stp d10, d11, [sp, #112]
    stp d12, d13, [sp, #128]
    stp d14, d15, [sp, #144]
    mrs x9, fpcr
    str x9, [sp, #160]
    mov x10, sp
    str x10, [x0]
    mov sp, x1
.endm

.text
.p2align 4
.globl contend_context_switch
.hidden contend_context_switch
.type contend_context_switch, %function
contend_context_switch:
    hint #34                  // bti c: a function that is called through a pointer
    contend_leave
    msr tpidr_el0, x2
    ldr x10, [sp, #160]
    cmp x9, x10
    b.eq 1f
    msr fpcr, x10
1:  ldp x19, x20, [sp]
    ldp x21, x22, [sp, #16]
    ldp x23, x24, [sp, #32]
    ldp x25, x26, [sp, #48]
    ldp x27, x28, [sp, #64]
    ldp x29, x30, [sp, #80]
    ldp d8, d9, [sp, #96]
    ldp d10, d11, [sp, #112]
    ldp d12, d13, [sp, #128]
    ldp d14, d15, [sp, #144]
    add sp, sp, #176
    ret
.size contend_context_switch, . - contend_context_switch

.p2align 4
.globl contend_context_donate
.hidden contend_context_donate
.type contend_context_donate, %function
contend_context_donate:
    hint #34
    contend_leave             // from here on no thread-local storage: it belongs to the carrier now
    mov x19, x2
    mov w9, #1
    stlr w9, [x19]            // the context is complete for who sees this
    mov x8, #98               // futex(word, FUTEX_WAKE, all): the creator waits for the word, and
    mov x0, x19               // so do threads of the slot that were left behind
    mov x1, #1
    mov x2, #0x7fffffff
    svc #0
1:  mov x8, #98               // futex(word, FUTEX_WAIT, 1): for ever
    mov x0, x19
    mov x1, #0
    mov x2, #1
    mov x3, #0
    svc #0
    b 1b
.size contend_context_donate, . - contend_context_donate
)");

namespace contend::context {

Switch* find_switch() { return contend_context_switch; }

std::uint64_t read_thread_pointer() {
    std::uint64_t pointer = 0;
    asm volatile("mrs %0, tpidr_el0" : "=r"(pointer));
    return pointer;
}

}  // namespace contend::context

#endif
