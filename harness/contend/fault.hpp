#pragma once

#if __cplusplus < 201703L
#error "contend needs C++17 or newer: compile with -std=c++17"
#endif

/// Stops the process where a container is used by two threads at once and one of them writes: what Go's
/// maps do with "fatal error: concurrent map iteration and map write", for any container. Cheap enough
/// to stay on in release builds. Needs nothing but the C++ library: this file and fault_stop.hpp
/// may be copied.
///
///     class Scores {
///     public:
///         void set(int player, int score) {
///             const contend::Writing writing(guard_);
///             scores_[player] = score;
///         }
///         int of(int player) const {
///             const contend::Reading reading(guard_);
///             return scores_.at(player);
///         }
///         int total() const {
///             const contend::Iterating iterating(guard_);
///             ...
///         }
///     private:
///         contend::AccessGuard guard_{"map"};  // what the message calls the container
///         std::unordered_map<int, int> scores_;
///     };
///
/// Where a lock is forgotten, or taken shared by one who writes, the process says on standard error
///
///     fatal error: concurrent map read and map write
///
/// or "… map iteration and map write", or "concurrent map writes", with the stack of the thread that
/// found it, and of the other as far as it can be had, and ends by SIGABRT: no handler, destructor or
/// exit handler runs, nothing can catch it. Under contend's exploration it is a finding instead.
///
/// **It finds what it happens to see.** The guard is not a lock and orders nothing. Two threads are
/// found when the one's scope overlaps the other's in time, and either notices when it begins, at a
/// step() or when it ends. Measured (docs/fault.md): of processes in which two threads make 100 wrong
/// calls with nothing in between, 99 % are stopped or more; with about 100 µs of other work before each
/// call, 90 % or more within 1,000 calls, and one in ten within 10. What it can not see: accesses
/// outside a scope, accesses that only might have overlapped, mistakes between two scopes that are
/// each locked (check, then act), and a read in which another thread writes a multiple of 524,288 times.
///
/// **It never accuses what is locked.** A read or an iteration that no write of another thread overlaps
/// passes, with any number of readers at once. All a guard reads is one atomic word at a time; where a
/// lock orders two scopes, coherence of that word makes the later one see what the earlier one left,
/// on processors with weak memory order too. What one thread does within its own scopes is never
/// accused either: reads and writes within a write, reads within an iteration, and writes within an
/// iteration or a read (whether iterators stay valid is between it and the container).
///
/// **Scopes.** A scope lies within the lock: taken after it, ended before it, and ended too while a
/// condition variable waits. It begins and ends on the same thread; so none across a coroutine's or a
/// fiber's suspension. An iterator that outlives the lock has a scope in each ++, not in itself. The
/// container outlives its scopes. A process that is forked in the middle of another thread's write has
/// a container in the middle of a write, and is told so. Not for memory shared by processes.
///
/// **Cost.** A guard is 24 bytes. A read or an iteration loads the word twice, and once more for each
/// step(); it writes nothing, so readers share no cache line that moves. A write loads it twice and
/// stores three words, without a locked instruction. On x86-64 that is 0.4 to 0.7 ns a read and 0.9 to
/// 1.5 ns a write (docs/fault.md). Constant time; no allocation.
///
/// **With ThreadSanitizer** it can be used and reports nothing of its own. The atomics are relaxed, so
/// they order nothing, and hide no data race.

#include <contend/fault_stop.hpp>

#include <atomic>

namespace contend {
namespace fault {

/// An address in the function that this is inlined into.
CONTEND_FAULT_INLINE void* this_place() noexcept {
#if defined(__GNUC__) && defined(__x86_64__)
    void* place;
    asm volatile("lea 0(%%rip), %0" : "=r"(place));
    return place;
#elif defined(__GNUC__) && defined(__aarch64__)
    void* place;
    asm volatile("adr %0, ." : "=r"(place));
    return place;
#else
    return CONTEND_FAULT_RETURN_ADDRESS;
#endif
}

/// No instruction: keeps the compiler from moving the container's accesses out of the scope.
CONTEND_FAULT_INLINE void stay_inside() noexcept {
    std::atomic_signal_fence(std::memory_order_seq_cst);
}

}  // namespace fault

class Reading;
class Iterating;
class Writing;

/// The member that watches over a container. Scopes (Reading, Iterating, Writing) are made from it; by
/// itself it does nothing. A container that is copied, moved or assigned to keeps a guard of its own:
/// scopes that are open stay with the container they were opened for.
class AccessGuard {
public:
    /// `noun` is what messages call the container; it is not copied.
    constexpr explicit AccessGuard(const char* noun = "map") noexcept : noun_(noun) {}
    constexpr AccessGuard(const AccessGuard& other) noexcept : noun_(other.noun_) {}
    // NOLINTNEXTLINE(bugprone-unhandled-self-assignment): there is nothing to assign.
    AccessGuard& operator=(const AccessGuard&) noexcept { return *this; }
    ~AccessGuard() = default;

private:
    friend class Reading;
    friend class Iterating;
    friend class Writing;
    using Word = fault::Word;
    using Access = fault::Access;

    CONTEND_FAULT_INLINE Word enter(Access access) const noexcept {
        const Word word = word_.load(std::memory_order_relaxed);
        if (CONTEND_FAULT_UNLIKELY(word & fault::under_way)) stop_for_other(access, word);
        fault::stay_inside();
        return word;
    }

    CONTEND_FAULT_INLINE void leave(Access access, Word seen) const noexcept {
        fault::stay_inside();
        const Word word = word_.load(std::memory_order_relaxed);
        if (CONTEND_FAULT_UNLIKELY(word != seen)) stop_for_other(access, word);
    }

    /// What is left in the word meanwhile; 0 within a write of the same thread.
    CONTEND_FAULT_INLINE Word enter_write() noexcept {
        const Word word = word_.load(std::memory_order_relaxed);
        if (CONTEND_FAULT_UNLIKELY(word & fault::under_way)) {
            stop_for_other(Access::write, word);
            return 0;
        }
        const Word count = (word + fault::one_write) & fault::count_mask;
        const Word mine = fault::this_thread() | count | fault::under_way;
        place_.store(fault::this_place(), std::memory_order_relaxed);
        word_.store(mine, std::memory_order_relaxed);
        fault::stay_inside();
        return mine;
    }

    CONTEND_FAULT_INLINE void leave_write(Word mine) noexcept {
        if (CONTEND_FAULT_UNLIKELY(mine == 0)) return;
        fault::stay_inside();
        const Word word = word_.load(std::memory_order_relaxed);
        if (CONTEND_FAULT_UNLIKELY(word != mine)) stop(Access::write, word);
        word_.store(mine & ~fault::under_way, std::memory_order_relaxed);
    }

    /// Not for what the thread did itself.
    CONTEND_FAULT_COLD void stop_for_other(Access access, Word word) const noexcept {
        if (fault::writer_of(word) == fault::this_thread()) return;
        void* const place = place_.load(std::memory_order_relaxed);
        fault::stop({noun_, access, word, place, CONTEND_FAULT_RETURN_ADDRESS});
    }

    [[noreturn]] CONTEND_FAULT_COLD void stop(Access access, Word word) const noexcept {
        void* const place = place_.load(std::memory_order_relaxed);
        fault::stop({noun_, access, word, place, CONTEND_FAULT_RETURN_ADDRESS});
    }

    std::atomic<Word> word_{0};
    std::atomic<void*> place_{nullptr};
    const char* const noun_;
};

/// While it lives, this thread reads the container: others may read too.
class [[nodiscard]] Reading {
public:
    CONTEND_FAULT_INLINE explicit Reading(const AccessGuard& guard) noexcept
        : guard_(guard), seen_(guard.enter(fault::Access::read)) {}
    CONTEND_FAULT_INLINE ~Reading() { guard_.leave(fault::Access::read, seen_); }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

private:
    const AccessGuard& guard_;
    const fault::Word seen_;
};

/// While it lives, this thread goes through the container: others may read too. A write of another
/// thread is found at the next step(), or at the end.
class [[nodiscard]] Iterating {
public:
    CONTEND_FAULT_INLINE explicit Iterating(const AccessGuard& guard) noexcept
        : guard_(guard), seen_(guard.enter(fault::Access::iteration)) {}
    CONTEND_FAULT_INLINE ~Iterating() { step(); }
    Iterating(const Iterating&) = delete;
    Iterating& operator=(const Iterating&) = delete;

    /// Optional: for iterations that take long, or would fall over a torn link before their end.
    CONTEND_FAULT_INLINE void step() const noexcept {
        guard_.leave(fault::Access::iteration, seen_);
    }

private:
    const AccessGuard& guard_;
    const fault::Word seen_;
};

/// While it lives, this thread writes to the container, and nobody else may use it.
class [[nodiscard]] Writing {
public:
    CONTEND_FAULT_INLINE explicit Writing(AccessGuard& guard) noexcept
        : guard_(guard), mine_(guard.enter_write()) {}
    CONTEND_FAULT_INLINE ~Writing() { guard_.leave_write(mine_); }
    Writing(const Writing&) = delete;
    Writing& operator=(const Writing&) = delete;

private:
    AccessGuard& guard_;
    const fault::Word mine_;
};

}  // namespace contend
