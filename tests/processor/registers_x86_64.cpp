#include "registers.hpp"

#if defined(__x86_64__)

asm(R"(
.text
.globl registers_survive
.type registers_survive, @function
registers_survive:
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    pushq %rdx
    leaq 1(%rdx), %rbp
    leaq 2(%rdx), %rbx
    leaq 3(%rdx), %r12
    leaq 4(%rdx), %r13
    leaq 5(%rdx), %r14
    leaq 6(%rdx), %r15
    movq %rdi, %rax
    movq %rsi, %rdi
    call *%rax
    popq %rdx
    subq %rdx, %rbp
    subq %rdx, %rbx
    subq %rdx, %r12
    subq %rdx, %r13
    subq %rdx, %r14
    subq %rdx, %r15
    xorq $1, %rbp
    xorq $2, %rbx
    xorq $3, %r12
    xorq $4, %r13
    xorq $5, %r14
    xorq $6, %r15
    movq %rbp, %rax
    orq %rbx, %rax
    orq %r12, %rax
    orq %r13, %rax
    orq %r14, %rax
    orq %r15, %rax
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret
.size registers_survive, . - registers_survive
)");

#endif
