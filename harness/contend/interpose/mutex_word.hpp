#pragma once

#include <contend/base/attributes.hpp>
#include <contend/engine/thread.hpp>

#include <pthread.h>

/// What the C library writes into a mutex, as far as waiting for it depends on it.
namespace contend::interpose::mutex_word {

// glibc: the type is in the low bits of the kind, the protocol and robustness above.
inline constexpr int type_mask = 3;
inline constexpr int robust = 16;
inline constexpr int inherits_priority = 32;
inline constexpr int protects_priority = 64;

// The kernel's futex protocol, for robust mutexes and those that inherit priorities.
inline constexpr unsigned owner_mask = 0x3fffffff;
inline constexpr unsigned owner_died = 0x40000000;

// glibc's mark for a robust mutex that was unlocked without being made consistent.
inline constexpr int not_recoverable = 0x7ffffffe;

CONTEND_INLINE unsigned lock_word(const pthread_mutex_t* mutex) {
    return static_cast<unsigned>(mutex->__data.__lock);
}

CONTEND_INLINE bool is_free(const pthread_mutex_t* mutex) {
    // A mutex that protects priorities keeps its ceiling in the upper bits.
    constexpr unsigned ceiling_mask = 0xfff80000;
    const bool has_ceiling = (mutex->__data.__kind & protects_priority) != 0;
    return (lock_word(mutex) & (has_ceiling ? ~ceiling_mask : owner_mask)) == 0;
}

CONTEND_INLINE int type(const pthread_mutex_t* mutex) { return mutex->__data.__kind & type_mask; }

/// Recursive and error-checking mutexes answer their owner at once.
CONTEND_INLINE bool asks_for_owner(const pthread_mutex_t* mutex) {
    return type(mutex) == PTHREAD_MUTEX_RECURSIVE || type(mutex) == PTHREAD_MUTEX_ERRORCHECK;
}

CONTEND_INLINE bool is_owner(const engine::LogicalThread& self, const pthread_mutex_t* mutex) {
    // The owner of a robust mutex whose last owner died is in the word alone until it is made
    // consistent. Elsewhere the word says only whether it is locked.
    const bool in_word = (mutex->__data.__kind & (robust | inherits_priority)) != 0;
    const unsigned owner =
        in_word ? lock_word(mutex) & owner_mask : static_cast<unsigned>(mutex->__data.__owner);
    return owner == static_cast<unsigned>(self.context.kernel_thread_id);
}

}  // namespace contend::interpose::mutex_word
