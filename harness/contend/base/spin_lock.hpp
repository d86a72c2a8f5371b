#pragma once

#include <contend/base/attributes.hpp>

namespace contend::base {

/// What a SpinLock locks: 0 while nobody holds it.
struct SpinWord {
    int taken = 0;
};

/// Holds a word for as long as it lives. For a few instructions at a time, where the C library's
/// locks, which ThreadSanitizer sees, may not be used. Not recursive.
class SpinLock {
public:
    CONTEND_INLINE explicit SpinLock(SpinWord& word) : word_(word) { take(word); }
    CONTEND_INLINE ~SpinLock() { __atomic_store_n(&word_.taken, 0, __ATOMIC_RELEASE); }
    /// For who holds it to the end of the process.
    CONTEND_INLINE static void take(SpinWord& word) {
        while (__atomic_exchange_n(&word.taken, 1, __ATOMIC_ACQUIRE) != 0) {
        }
    }

    SpinLock(const SpinLock&) = delete;
    SpinLock& operator=(const SpinLock&) = delete;

private:
    SpinWord& word_;
};

}  // namespace contend::base
