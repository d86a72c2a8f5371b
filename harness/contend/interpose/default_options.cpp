// The runtime's options, read by it before anything else runs. The environment's TSAN_OPTIONS still win.
#include <contend/base/system.hpp>

#include <fcntl.h>
#include <sys/syscall.h>

extern "C" {

// Defined by program/: a whole program, which runs as ever unless it is started to be explored.
[[gnu::weak]] extern const char contend_program_variable[];
}

namespace {

// The C library's environment does not exist yet.
bool in_environment(const char* name) {
    using contend::base::system::call;
    constexpr int here = -100;  // AT_FDCWD
    const long file =
        call(SYS_openat, here, reinterpret_cast<long>("/proc/self/environ"), O_RDONLY);
    if (file < 0) return false;
    bool found = false;
    const char* expected = name;  // what would go on the match; null: no match in this variable
    char buffer[4096];
    for (long got;
         !found && (got = call(SYS_read, file, reinterpret_cast<long>(buffer), sizeof buffer)) > 0;)
        for (long i = 0; i < got && !found; ++i) {
            if (buffer[i] == '\0')
                expected = name;
            else if (expected != nullptr && *expected == '\0')
                found = buffer[i] == '=';
            if (buffer[i] != '\0' && expected != nullptr)
                expected = buffer[i] == *expected ? expected + 1 : nullptr;
        }
    call(SYS_close, file);
    return found;
}

}  // namespace

extern "C" const char* __tsan_default_options() {
    if (contend_program_variable != nullptr && !in_environment(contend_program_variable)) return "";
    // Reports are data here: no de-duplication, or a shrinker would see "the race is gone"; no symbols
    // while searching, they cost a fifth of a second each; no second at the end for threads that never
    // end.
    return "suppress_equal_stacks=0:suppress_equal_addresses=0:symbolize=0:atexit_sleep_ms=0:"
           "second_deadlock_stack=1:die_after_fork=0:report_thread_leaks=0:print_suppressions=0";
}
