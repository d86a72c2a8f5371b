#include <contend/base/check.hpp>
#include <contend/base/system.hpp>
#include <contend/context/carriers.hpp>
#include <contend/context/pool_thread.hpp>

#if defined(__x86_64__)

#include <pthread.h>
#include <sys/auxv.h>

extern "C" {
/// Saves the caller's callee-saved registers on its stack and its stack pointer in *from, then
/// continues the context `to` with thread pointer `thread_pointer`.
void contend_context_switch(void** from, void* to, std::uint64_t thread_pointer);

/// The same for processors whose thread pointer only the kernel may set.
void contend_context_switch_by_call(void** from, void* to, std::uint64_t thread_pointer);

/// Saves the caller's context in *from. Its kernel thread then announces that by *word = 1, and
/// waits on it for ever, on `stack`.
void contend_context_donate(void** from, void* stack, std::uint32_t* word);
}

// The floating-point control words are not switched: a thread that changes its rounding mode
// changes it for all.
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
    movl $202, %eax           # futex(word, FUTEX_WAKE, 1): the creator waits for the word
    movq %rbx, %rdi
    movl $1, %esi
    movl $1, %edx
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
namespace {

// No handler ever runs on these (signals are blocked) and the parked loop pushes nothing.
alignas(16) char park_stacks[base::threads_max][64];

// The ABI keeps the thread pointer's own value where it points to.
std::uint64_t read_thread_pointer() {
    std::uint64_t pointer = 0;
    asm volatile("movq %%fs:0, %0" : "=r"(pointer));
    return pointer;
}

bool user_may_set_thread_pointer() {
    constexpr unsigned long fsgsbase = 1ul << 1;
    return (getauxval(AT_HWCAP2) & fsgsbase) != 0;
}

void* pool_main(void* argument) {
    auto& thread = *static_cast<engine::LogicalThread*>(argument);
    engine::ContextSlot& slot = thread.context;
    slot.kernel_thread_id = base::system::kernel_thread_id();
    slot.thread_pointer = read_thread_pointer();
    announce_ready(thread);
    contend_context_donate(&slot.stack_pointer, park_stacks[thread.id] + sizeof park_stacks[0],
                           &slot.word);
    engine::thread_main(thread);
}

class Donated final : public engine::Carrier {
public:
    const char* name() const override { return "donated"; }

    bool provide(engine::LogicalThread& thread) override {
        thread.context.word = 0;
        if (!start_pool_thread(thread, pool_main)) return false;
        while (__atomic_load_n(&thread.context.word, __ATOMIC_ACQUIRE) == 0)
            base::system::futex_wait(&thread.context.word, 0);
        return true;
    }

    void adopt(engine::LogicalThread& body) override {
        by_call_ = !user_may_set_thread_pointer();
        body.context.kernel_thread_id = base::system::kernel_thread_id();
        body.context.thread_pointer = read_thread_pointer();
        body.context.handle = static_cast<std::uint64_t>(pthread_self());
        body.context.provided = true;
    }

    void resume(engine::LogicalThread& from, engine::LogicalThread& to) override {
        (by_call_ ? contend_context_switch_by_call : contend_context_switch)(
            &from.context.stack_pointer, to.context.stack_pointer, to.context.thread_pointer);
    }

private:
    bool by_call_ = false;
};

constinit Donated carrier;

}  // namespace

bool donated_available() { return true; }

engine::Carrier& donated() { return carrier; }

}  // namespace contend::context

#else

namespace contend::context {

bool donated_available() { return false; }

engine::Carrier& donated() {
    CONTEND_CHECK(donated_available());
    return futex();
}

}  // namespace contend::context

#endif
