#include <contend/interpose/control.hpp>

#include <contend/interpose/hook.hpp>
#include <contend/interpose/real.hpp>
#include <contend/interpose/thread_exit.hpp>

#include <unwind.h>

namespace contend::interpose {

CallerFrame::CallerFrame(void* caller) { __tsan_func_entry(caller); }
CallerFrame::~CallerFrame() { __tsan_func_exit(); }

bool tsan_linked() { return true; }

[[gnu::noinline]] void plant(int* target) {
    __tsan_func_entry(__builtin_return_address(0));
    __tsan_write4(target);
    *target = 1;
    __tsan_func_exit();
}

engine::Detector detector() {
    return {.acquire = __tsan_acquire, .release = __tsan_release, .thread_exit = run_thread_exit};
}

void renew_detector() {
    // GCC's runtime up to 12 numbers without end, and would stop the world for this.
#if defined(__clang__) || __GNUC__ > 12
    const Uncontrolled uncontrolled;
    __tsan_flush_memory();
#endif
}

namespace {

struct Unwinding {
    history::RawStack* stack;
    unsigned skip;
};

// A thread that was woken in the kernel goes on behind the instruction that took it there: that is a
// return address, too.
bool is_behind_system_call(std::uintptr_t address) {
    // Before a page there may be nothing to read.
    constexpr std::uintptr_t page = 4096;
#if defined(__x86_64__)
    const auto* code = reinterpret_cast<const unsigned char*>(address);
    return address % page >= 2 && code[-2] == 0x0f && code[-1] == 0x05;
#else
    constexpr std::uint32_t supervisor_call = 0xd4000001;
    return address % page >= 4 && address % 4 == 0 &&
           reinterpret_cast<const std::uint32_t*>(address)[-1] == supervisor_call;
#endif
}

_Unwind_Reason_Code take_frame(_Unwind_Context* context, void* argument) {
    auto& unwinding = *static_cast<Unwinding*>(argument);
    if (unwinding.skip != 0) {
        --unwinding.skip;
        return _URC_NO_REASON;
    }
    history::RawStack& stack = *unwinding.stack;
    if (stack.depth == history::RawStack::depth_max) return _URC_END_OF_STACK;
    int before_instruction = 0;
    const auto address = _Unwind_GetIPInfo(context, &before_instruction);
    // A signal's frame holds the faulting instruction, not a return address: symbolise() steps back
    // by one.
    const bool faulting = before_instruction != 0 && !is_behind_system_call(address);
    stack.frames[stack.depth++] = reinterpret_cast<const void*>(address + (faulting ? 1 : 0));
    return _URC_NO_REASON;
}

}  // namespace

void capture_stack(history::RawStack& stack, unsigned skip) {
    const Uncontrolled uncontrolled;
    stack.depth = 0;
    Unwinding unwinding{&stack, skip + 1};
    _Unwind_Backtrace(take_frame, &unwinding);
}

std::size_t symbolise(const void* address, char* buffer, std::size_t size) {
    const Uncontrolled uncontrolled;
    buffer[0] = buffer[1] = '\0';
    __sanitizer_symbolize_pc(const_cast<void*>(address), "%f\t%s\t%l\t%c\t%m\t%o", buffer,
                             size - 1);
    // The runtime separates inlined frames by zeros and ends with two.
    std::size_t end = 0;
    while (end + 2 < size && (buffer[end] != '\0' || buffer[end + 1] != '\0')) {
        if (buffer[end] == '\0') buffer[end] = '\n';
        ++end;
    }
    return end;
}

}  // namespace contend::interpose
