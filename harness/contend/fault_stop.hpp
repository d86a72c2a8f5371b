#pragma once

#if __cplusplus < 201703L
#error "contend needs C++17 or newer: compile with -std=c++17"
#endif

/// How a process ends that <contend/fault.hpp> stops: what is said, the two stacks, and that nothing comes
/// after. Part of that header, which is what to include.
///
/// All of this runs where two threads may just have damaged the heap. So nothing here allocates, takes a
/// lock, or waits without a limit; what reads stacks is left to the C library, under an alarm.

#include <atomic>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#if defined(__unix__) || defined(__APPLE__)
#define CONTEND_FAULT_POSIX 1
#include <pthread.h>
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>
#include <initializer_list>
#if __has_include(<execinfo.h>)
#define CONTEND_FAULT_STACKS 1
#include <execinfo.h>
#endif
#endif
#if defined(__linux__)
#include <fcntl.h>
#include <sys/syscall.h>
#endif

#if defined(__GNUC__)
#define CONTEND_FAULT_INLINE [[gnu::always_inline]] inline
#define CONTEND_FAULT_COLD [[gnu::cold, gnu::noinline]] inline
#define CONTEND_FAULT_RETURN_ADDRESS __builtin_return_address(0)
#define CONTEND_FAULT_UNLIKELY(condition) __builtin_expect(static_cast<bool>(condition), false)
#else
#define CONTEND_FAULT_INLINE inline
#define CONTEND_FAULT_COLD inline
#define CONTEND_FAULT_RETURN_ADDRESS nullptr
#define CONTEND_FAULT_UNLIKELY(condition) (condition)
#endif

#if defined(__linux__) && defined(__GNUC__)
/// Defined where contend is linked. In an execution that contend controls it does not return: the
/// message becomes a finding.
extern "C" [[gnu::weak]] void contend_fault(const char* message);
#endif

namespace contend {
namespace fault {

enum class Access : unsigned char { read, iteration, write };

/// The guard's word. From the top: 44 bits of who wrote last, 19 of how many writes there were, and one
/// that is set while a write is under way.
using Word = std::uint64_t;
inline constexpr Word under_way = 1;
inline constexpr Word one_write = 2;
inline constexpr int count_bits = 20;
inline constexpr Word count_mask = (Word{1} << count_bits) - 1;

constexpr Word writer_of(Word word) noexcept { return word & ~count_mask; }

/// Two threads may look like one to the guard, where addresses have more than 48 bits; then it misses
/// something. One thread must not look like two, or it would accuse itself.
constexpr Word name_of(std::uintptr_t thread_pointer) noexcept {
    return static_cast<Word>(thread_pointer) >> 4 << count_bits;
}

CONTEND_FAULT_INLINE std::uintptr_t thread_pointer() noexcept {
#if defined(__linux__) && defined(__GNUC__) && defined(__x86_64__) && !defined(__ILP32__)
    std::uintptr_t pointer;
    asm("mov %%fs:0, %0" : "=r"(pointer));
    return pointer;
#elif defined(__linux__) && defined(__GNUC__) && defined(__aarch64__) && !defined(__ILP32__)
    std::uintptr_t pointer;
    asm("mrs %0, tpidr_el0" : "=r"(pointer));
    return pointer;
#else
    // Not across shared libraries that hide this function, where each has its own.
    static thread_local char here = 0;
    return reinterpret_cast<std::uintptr_t>(&here);
#endif
}

CONTEND_FAULT_INLINE Word this_thread() noexcept { return name_of(thread_pointer()); }

/// A line of output, made and written without the heap, which may be what two threads just wrote to.
class Line {
public:
    Line& add(const char* text) noexcept {
        while (*text != '\0' && size_ < sizeof text_ - 1) text_[size_++] = *text++;
        text_[size_] = '\0';
        return *this;
    }

    Line& add(long number) noexcept {
        char digits[24];
        std::size_t at = sizeof digits - 1;
        digits[at] = '\0';
        do digits[--at] = static_cast<char>('0' + number % 10);
        while ((number /= 10) != 0);
        return add(digits + at);
    }

    const char* text() const noexcept { return text_; }

    void print() noexcept {
#if defined(CONTEND_FAULT_POSIX)
        for (std::size_t from = 0; from < size_;) {
            const ssize_t written = write(STDERR_FILENO, text_ + from, size_ - from);
            if (written < 0 && errno != EINTR) break;
            if (written > 0) from += static_cast<std::size_t>(written);
        }
#else
        std::fputs(text_, stderr);
        std::fflush(stderr);
#endif
    }

private:
    char text_[512] = "";
    std::size_t size_ = 0;
};

inline void print(const char* text) noexcept { Line().add(text).print(); }

CONTEND_FAULT_COLD void print_place(void* place) noexcept {
#if defined(CONTEND_FAULT_STACKS)
    if (place != nullptr) backtrace_symbols_fd(&place, 1, STDERR_FILENO);
#else
    static_cast<void>(place);
#endif
}

/// The stack of this thread, from the frame on that returns to `first`; that frame too or not.
CONTEND_FAULT_COLD void print_stack(const void* first, bool first_too) noexcept {
#if defined(CONTEND_FAULT_STACKS)
    void* frames[64];
    const int count = backtrace(frames, 64);
    int from = 0;
    while (from < count && frames[from] != first) ++from;
    from = from == count ? 0 : from + (first_too ? 0 : 1);
    backtrace_symbols_fd(frames + from, count - from, STDERR_FILENO);
#else
    static_cast<void>(first);
    static_cast<void>(first_too);
    print("(this system has no backtrace())\n");
#endif
}

#if defined(__linux__) && defined(CONTEND_FAULT_STACKS)

/// Who is to print its stack, and whether it has.
inline std::atomic<Word> asked{0};
inline std::atomic<bool> answered{false};

inline void answer(int) noexcept {
    if (this_thread() != asked.load(std::memory_order_relaxed)) return;
    const int error = errno;
    // It returns to what ends a signal's delivery.
    print_stack(__builtin_return_address(0), false);
    answered.store(true, std::memory_order_release);
    errno = error;
}

/// The kernel knows where each thread's list of robust mutexes begins, and the C library keeps that at
/// one distance from the thread pointer. So a thread is found by its name without its help.
inline bool is_called(Word name, long thread) noexcept {
    void* own = nullptr;
    void* other = nullptr;
    std::size_t size = 0;
    if (syscall(SYS_get_robust_list, 0, &own, &size) != 0 || own == nullptr) return false;
    if (syscall(SYS_get_robust_list, thread, &other, &size) != 0 || other == nullptr) return false;
    const std::uintptr_t distance = reinterpret_cast<std::uintptr_t>(own) - thread_pointer();
    return name_of(reinterpret_cast<std::uintptr_t>(other) - distance) == name;
}

inline long number_of(const char* text) noexcept {
    long number = 0;
    while (*text >= '0' && *text <= '9') number = number * 10 + (*text++ - '0');
    return *text == '\0' ? number : 0;
}

/// The kernel's number of a living thread; 0 when there is none of that name. opendir() would use the
/// heap.
CONTEND_FAULT_COLD long find_thread(Word name) noexcept {
    struct Entry {
        std::uint64_t inode;
        std::int64_t next;
        unsigned short size;
        unsigned char type;
        char name[256];
    };
    alignas(Entry) char entries[4096] = {};
    const int folder = open("/proc/self/task", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    long found = 0;
    for (long size = 1; folder >= 0 && found == 0 && size > 0;) {
        size = syscall(SYS_getdents64, folder, entries, sizeof entries);
        for (long at = 0; at < size && found == 0;) {
            const Entry& entry = *reinterpret_cast<const Entry*>(entries + at);
            const long thread = number_of(entry.name);
            if (thread != 0 && is_called(name, thread)) found = thread;
            at += entry.size;
        }
    }
    if (folder >= 0) close(folder);
    return found;
}

/// Adds "thread 4711 (its name)".
CONTEND_FAULT_COLD Line& add_thread(Line& line, long thread) noexcept {
    line.add("thread ").add(thread);
    Line path;
    path.add("/proc/self/task/").add(thread).add("/comm");
    char name[32] = "";
    const int file = open(path.text(), O_RDONLY | O_CLOEXEC);
    const ssize_t size = file >= 0 ? read(file, name, sizeof name - 1) : 0;
    if (file >= 0) close(file);
    if (size > 1) {
        name[size - 1] = '\0';
        line.add(" (").add(name).add(")");
    }
    return line;
}

/// Has it print its stack, and waits a tenth of a second for that. SIGSYS: hardly anybody blocks it, and
/// ThreadSanitizer delivers it at once.
CONTEND_FAULT_COLD void print_stack_of(Word name, long thread) noexcept {
    asked.store(name, std::memory_order_relaxed);
    struct sigaction action{};
    action.sa_handler = answer;
    action.sa_flags = SA_RESTART | SA_ONSTACK;
    bool sent = sigaction(SIGSYS, &action, nullptr) == 0;
    sent = sent && syscall(SYS_tgkill, static_cast<long>(getpid()), thread, SIGSYS) == 0;
    for (int i = 0; sent && i < 100; ++i) {
        if (answered.load(std::memory_order_acquire)) return;
        const timespec millisecond{0, 1000000};
        nanosleep(&millisecond, nullptr);
    }
    if (!answered.load(std::memory_order_acquire)) print("(it does not answer)\n");
}

#endif

/// What a scope saw.
struct Sight {
    const char* noun;  // of the container
    Access access;     // the scope's own
    Word word;         // of the guard; says who wrote, and whether that goes on
    void* place;       // of the last write
    void* own;         // where the scope is
};

inline void add_message(Line& line, const Sight& sight) noexcept {
    line.add("fatal error: concurrent ").add(sight.noun);
    if (sight.access == Access::write) {
        line.add(" writes");
        return;
    }
    line.add(sight.access == Access::read ? " read" : " iteration").add(" and ");
    line.add(sight.noun).add(" write");
}

CONTEND_FAULT_COLD void print_own(const Sight& sight) noexcept {
    static constexpr const char* doing[] = {"reads", "iterates", "writes"};
    Line line;
    line.add("\n");
#if defined(__linux__) && defined(CONTEND_FAULT_STACKS)
    add_thread(line, syscall(SYS_gettid));
#else
    line.add("this thread");
#endif
    line.add(" ").add(doing[static_cast<int>(sight.access)]).add(":\n").print();
    print_stack(sight.own, true);
}

CONTEND_FAULT_COLD void print_other(const Sight& sight) noexcept {
    const bool goes_on = (sight.word & under_way) != 0;
    Line line;
    line.add("\n");
#if defined(__linux__) && defined(CONTEND_FAULT_STACKS)
    const Word writer = writer_of(sight.word);
    const long thread = writer == this_thread() ? 0 : find_thread(writer);
    thread != 0 ? add_thread(line, thread) : line.add("another thread");
#else
    line.add("another thread");
#endif
    line.add(goes_on ? " writes; that began at:\n" : " wrote meanwhile; that began at:\n").print();
    print_place(sight.place);
#if defined(__linux__) && defined(CONTEND_FAULT_STACKS)
    if (thread == 0) return;
    print("now it is at:\n");
    print_stack_of(writer, thread);
#endif
}

/// Ends the process by SIGABRT, whatever handler there was for it.
[[noreturn]] CONTEND_FAULT_COLD void end_process() noexcept {
    std::signal(SIGABRT, SIG_DFL);
#if defined(CONTEND_FAULT_POSIX)
    sigset_t abort_only;
    sigemptyset(&abort_only);
    sigaddset(&abort_only, SIGABRT);
    pthread_sigmask(SIG_UNBLOCK, &abort_only, nullptr);
    std::raise(SIGABRT);
    _exit(128 + SIGABRT);
#else
    std::raise(SIGABRT);
    std::_Exit(128 + SIGABRT);
#endif
}

/// Who tells. Others that find something too, or crash meanwhile, wait for that.
inline std::atomic<Word> teller{0};

#if defined(CONTEND_FAULT_POSIX)

/// No handler of the program runs on this thread any more; that of answer() may, and hold() does.
CONTEND_FAULT_COLD void block_handlers() noexcept {
    sigset_t blocked;
    sigfillset(&blocked);
    for (const int signal : {SIGSYS, SIGALRM, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT})
        sigdelset(&blocked, signal);
    pthread_sigmask(SIG_SETMASK, &blocked, nullptr);
}

/// Longer than telling can take.
CONTEND_FAULT_COLD void wait_for_end() noexcept {
    for (int i = 0; i < 100; ++i) {
        const timespec tenth{0, 100000000};
        nanosleep(&tenth, nullptr);
    }
}

inline void hold(int) noexcept {
    if (teller.load(std::memory_order_relaxed) != this_thread()) wait_for_end();
    end_process();
}

/// Other threads go on in the damaged container. One that falls over it does not end the process before
/// all is told; if it is the telling that fails, the process ends at once.
CONTEND_FAULT_COLD void hold_crashes() noexcept {
    struct sigaction action{};
    action.sa_handler = hold;
    action.sa_flags = SA_ONSTACK | SA_NODEFER;
    for (const int signal : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT})
        sigaction(signal, &action, nullptr);
}

/// What comes next reads stacks in a process whose memory may be damaged: should it hang, this ends it.
CONTEND_FAULT_COLD void set_alarm() noexcept {
    std::signal(SIGALRM, SIG_DFL);
    itimerval two_seconds{};
    two_seconds.it_value.tv_sec = 2;
    setitimer(ITIMER_REAL, &two_seconds, nullptr);
}

#endif

[[noreturn]] CONTEND_FAULT_COLD void stop(const Sight& sight) noexcept {
    Line message;
    add_message(message, sight);
#if defined(__linux__) && defined(__GNUC__)
    if (contend_fault != nullptr) contend_fault(message.text());
#endif
#if defined(CONTEND_FAULT_POSIX)
    block_handlers();
    Word nobody = 0;
    if (!teller.compare_exchange_strong(nobody, this_thread(), std::memory_order_relaxed)) {
        wait_for_end();
        end_process();
    }
    hold_crashes();
    set_alarm();
#endif
    message.add("\n").print();
    print_own(sight);
    print_other(sight);
    end_process();
}

}  // namespace fault

}  // namespace contend
