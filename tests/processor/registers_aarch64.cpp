#include "registers.hpp"

#if defined(__aarch64__)

asm(R"(
.text
.globl registers_survive
.type registers_survive, %function
registers_survive:
    stp x29, x30, [sp, #-176]!
    stp x19, x20, [sp, #16]
    stp x21, x22, [sp, #32]
    stp x23, x24, [sp, #48]
    stp x25, x26, [sp, #64]
    stp x27, x28, [sp, #80]
    stp d8, d9, [sp, #96]
    stp d10, d11, [sp, #112]
    stp d12, d13, [sp, #128]
    stp d14, d15, [sp, #144]
    str x2, [sp, #160]
    .irp number, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29
    add x\number, x2, #\number
    .endr
    .irp number, 8, 9, 10, 11, 12, 13, 14, 15
    add x9, x2, #\number
    fmov d\number, x9
    .endr
    mov x9, x0
    mov x0, x1
    blr x9
    ldr x2, [sp, #160]
    mov x0, #0
    .irp number, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29
    add x9, x2, #\number
    eor x9, x9, x\number
    orr x0, x0, x9
    .endr
    .irp number, 8, 9, 10, 11, 12, 13, 14, 15
    add x9, x2, #\number
    fmov x10, d\number
    eor x9, x9, x10
    orr x0, x0, x9
    .endr
    ldp x19, x20, [sp, #16]
    ldp x21, x22, [sp, #32]
    ldp x23, x24, [sp, #48]
    ldp x25, x26, [sp, #64]
    ldp x27, x28, [sp, #80]
    ldp d8, d9, [sp, #96]
    ldp d10, d11, [sp, #112]
    ldp d12, d13, [sp, #128]
    ldp d14, d15, [sp, #144]
    ldp x29, x30, [sp], #176
    ret
.size registers_survive, . - registers_survive
)");

#endif
