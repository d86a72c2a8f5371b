// What std::atomic::wait, std::latch, std::barrier, std::counting_semaphore and std::future are
// made of.
#include <contend/interpose/futex.hpp>

#include <contend/interpose/hook.hpp>
#include <contend/interpose/virtual_time.hpp>

#include <errno.h>
#include <linux/futex.h>

namespace contend::interpose {
namespace {

std::uint32_t load(const std::uint32_t* word) { return __atomic_load_n(word, __ATOMIC_SEQ_CST); }

// Null is the one bad address that a program may well pass. Reading another one is a crash here,
// with the caller on the stack.
long check_word(const std::uint32_t* word) {
    if (reinterpret_cast<std::uintptr_t>(word) % sizeof *word != 0) return -EINVAL;
    return word == nullptr ? -EFAULT : 0;
}

// Counts are signed for the kernel, and it wakes the first thread before it looks at the count.
unsigned at_least_one(std::uint32_t count) {
    return static_cast<std::int32_t>(count) < 1 ? 1 : count;
}

long announce(LogicalThread& self, EventKind kind, const std::uint32_t* word, const void* caller) {
    const long error = check_word(word);
    if (error == 0)
        execution.point(
            self, {.address = word, .return_address = caller, .size = sizeof *word, .kind = kind});
    return error;
}

long wait(LogicalThread& self, const FutexCall& call, std::uint64_t deadline, std::uint32_t mask,
          const void* caller) {
    if (mask == 0) return -EINVAL;
    const long error = announce(self, EventKind::futex_wait, call.word, caller);
    if (error != 0) return error;
    // Nobody else runs between this look and the wait.
    if (load(call.word) != call.value) return -EAGAIN;
    self.wake_mask = mask;
    const bool woken = execution.wait(self, engine::Waiting::notification, call.word, deadline);
    self.wake_mask = ~0u;
    return woken ? 0 : -ETIMEDOUT;
}

bool bad_time(const timespec* time) {
    return time != nullptr && (time->tv_sec < 0 || !valid(time));
}

long wait_for(LogicalThread& self, const FutexCall& call, const void* caller) {
    if (bad_time(call.time)) return -EINVAL;
    const std::uint64_t deadline =
        call.time == nullptr ? engine::no_deadline : execution.now() + duration_ns(*call.time);
    return wait(self, call, deadline, FUTEX_BITSET_MATCH_ANY, caller);
}

long wait_until(LogicalThread& self, const FutexCall& call, const void* caller) {
    if (bad_time(call.time)) return -EINVAL;
    const clockid_t clock =
        (call.operation & FUTEX_CLOCK_REALTIME) != 0 ? CLOCK_REALTIME : CLOCK_MONOTONIC;
    const std::uint64_t deadline =
        call.time == nullptr ? engine::no_deadline : to_deadline(clock, call.time);
    return wait(self, call, deadline, call.third_value, caller);
}

long wake(LogicalThread& self, const FutexCall& call, std::uint32_t mask, const void* caller) {
    if (mask == 0) return -EINVAL;
    const long error = announce(self, EventKind::futex_wake, call.word, caller);
    if (error != 0) return error;
    return execution.wake_some(self, call.word, at_least_one(call.value), mask);
}

std::uint32_t second_count(const FutexCall& call) {
    return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(call.time));
}

long requeue(LogicalThread& self, const FutexCall& call, bool compare, const void* caller) {
    if (static_cast<std::int32_t>(call.value) < 0 ||
        static_cast<std::int32_t>(second_count(call)) < 0)
        return -EINVAL;
    const long second_error = check_word(call.second_word);
    if (second_error != 0) return second_error;
    const long error = announce(self, EventKind::futex_wake, call.word, caller);
    if (error != 0) return error;
    if (compare && load(call.word) != call.third_value) return -EAGAIN;
    const unsigned woken = execution.wake_some(self, call.word, call.value);
    return woken + execution.requeue(call.word, call.second_word, second_count(call));
}

// The encoding of FUTEX_OP: operation, comparison, and their arguments, twelve bits each, signed.
struct WakeOperation {
    explicit WakeOperation(std::uint32_t encoded)
        : operation((encoded >> 28) & 7),
          comparison((encoded >> 24) & 15),
          argument(sign_extended(encoded >> 12)),
          compared_with(sign_extended(encoded)) {
        if ((encoded >> 28 & FUTEX_OP_OPARG_SHIFT) != 0)
            argument = static_cast<std::int32_t>(1u << (argument & 31));
    }

    static std::int32_t sign_extended(std::uint32_t bits) {
        return static_cast<std::int32_t>(bits << 20) >> 20;
    }

    bool known() const { return operation <= FUTEX_OP_XOR && comparison <= FUTEX_OP_CMP_GE; }

    // Returns the old value.
    std::int32_t apply(std::uint32_t* word) const {
        const auto bits = static_cast<std::uint32_t>(argument);
        const std::uint32_t old = load(word);
        switch (operation) {
            case FUTEX_OP_SET: __atomic_store_n(word, bits, __ATOMIC_SEQ_CST); break;
            case FUTEX_OP_ADD: __atomic_fetch_add(word, bits, __ATOMIC_SEQ_CST); break;
            case FUTEX_OP_OR: __atomic_fetch_or(word, bits, __ATOMIC_SEQ_CST); break;
            case FUTEX_OP_ANDN: __atomic_fetch_and(word, ~bits, __ATOMIC_SEQ_CST); break;
            case FUTEX_OP_XOR: __atomic_fetch_xor(word, bits, __ATOMIC_SEQ_CST); break;
            default: break;
        }
        return static_cast<std::int32_t>(old);
    }

    bool holds(std::int32_t old) const {
        switch (comparison) {
            case FUTEX_OP_CMP_EQ: return old == compared_with;
            case FUTEX_OP_CMP_NE: return old != compared_with;
            case FUTEX_OP_CMP_LT: return old < compared_with;
            case FUTEX_OP_CMP_LE: return old <= compared_with;
            case FUTEX_OP_CMP_GT: return old > compared_with;
            default: return old >= compared_with;
        }
    }

    std::uint32_t operation;
    std::uint32_t comparison;
    std::int32_t argument;
    std::int32_t compared_with;
};

long wake_and_operate(LogicalThread& self, const FutexCall& call, const void* caller) {
    const WakeOperation operation(call.third_value);
    const long second_error = check_word(call.second_word);
    if (second_error != 0) return second_error;
    const long error = announce(self, EventKind::futex_wake, call.word, caller);
    if (error != 0) return error;
    if (!operation.known()) return -ENOSYS;
    const bool both = operation.holds(operation.apply(call.second_word));
    unsigned woken = execution.wake_some(self, call.word, at_least_one(call.value));
    if (both)
        woken += execution.wake_some(self, call.second_word, at_least_one(second_count(call)));
    return woken;
}

}  // namespace

long futex(LogicalThread& self, const FutexCall& call, const void* caller) {
    const int command = call.operation & FUTEX_CMD_MASK;
    if ((call.operation & FUTEX_CLOCK_REALTIME) != 0 && command != FUTEX_WAIT_BITSET)
        return -ENOSYS;
    switch (command) {
        case FUTEX_WAIT: return wait_for(self, call, caller);
        case FUTEX_WAIT_BITSET: return wait_until(self, call, caller);
        case FUTEX_WAKE: return wake(self, call, FUTEX_BITSET_MATCH_ANY, caller);
        case FUTEX_WAKE_BITSET: return wake(self, call, call.third_value, caller);
        case FUTEX_REQUEUE: return requeue(self, call, false, caller);
        case FUTEX_CMP_REQUEUE: return requeue(self, call, true, caller);
        case FUTEX_WAKE_OP: return wake_and_operate(self, call, caller);
        default: return -ENOSYS;
    }
}

}  // namespace contend::interpose
