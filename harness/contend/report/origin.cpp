#include <contend/report/origin.hpp>

#include <contend/report/brackets.hpp>
#include <contend/report/fold.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace contend::report {
namespace {

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// Symbolisers write these where they know nothing.
bool is_unknown(std::string_view text) {
    return text.empty() || text == "<null>" || text == "??" || text == "<unknown>";
}

// Source names as recorded in the debug information of the runtimes and of contend itself.
constexpr std::array<std::string_view, 8> machinery_paths{
    "libsanitizer/", "compiler-rt/", "harness/contend/", "include/contend/", "nptl/",
    "sysdeps/",      "csu/",         "libstdc++-v3/"};

constexpr std::array<std::string_view, 9> library_paths{
    "/usr/include/", "/usr/lib/", "/usr/lib32/",         "/usr/lib64/",    "/usr/bin/../lib/",
    "/lib/",         "/lib64/",   "/usr/local/include/", "/usr/local/lib/"};

// A container image may well build the user's code in /usr/src, but not under these names.
constexpr std::array<std::string_view, 6> library_parts{
    "/include/c++/",        "/lib/gcc/",           "/lib/clang/",
    "/usr/src/googletest/", "/usr/src/rapidcheck", "/usr/src/gmock/"};

// Shared libraries are often named without a directory.
constexpr std::array<std::string_view, 10> library_modules{
    "libstdc++.so", "libc++.so",  "libc++abi.so",  "libc.so",  "libm.so",
    "libgcc_s.so",  "libtsan.so", "libpthread.so", "ld-linux", "libgtest"};

// Clang links the interceptors into the program, without debug information; only their names tell
// them apart.
constexpr std::array<std::string_view, 9> machinery_prefixes{
    "__interceptor_", "__tsan", "__sanitizer",  "__wrap_",        "__real_",
    "pthread_",       "sem_",   "operator new", "operator delete"};

constexpr std::array<std::string_view, 41> interceptors{"malloc",
                                                        "calloc",
                                                        "realloc",
                                                        "free",
                                                        "memcpy",
                                                        "memmove",
                                                        "memset",
                                                        "memcmp",
                                                        "memchr",
                                                        "bcmp",
                                                        "bcopy",
                                                        "bzero",
                                                        "strlen",
                                                        "strcpy",
                                                        "strncpy",
                                                        "strcat",
                                                        "strcmp",
                                                        "strncmp",
                                                        "strchr",
                                                        "strrchr",
                                                        "strstr",
                                                        "strdup",
                                                        "sleep",
                                                        "usleep",
                                                        "nanosleep",
                                                        "sched_yield",
                                                        "read",
                                                        "write",
                                                        "open",
                                                        "close",
                                                        "syscall",
                                                        "abort",
                                                        "raise",
                                                        "atexit",
                                                        "_start",
                                                        "start_thread",
                                                        "clone",
                                                        "clone3",
                                                        "__clone",
                                                        "__clone3",
                                                        "execute_native_thread_routine"};

// Calls that wait in the kernel, and so end up on top of the stack of an unmodelled block.
constexpr std::array<std::string_view, 39> blocking_calls{
    "poll",    "ppoll",    "select",   "pselect",  "epoll_wait",  "epoll_pwait",  "accept",
    "accept4", "connect",  "recv",     "recvfrom", "recvmsg",     "recvmmsg",     "send",
    "sendto",  "sendmsg",  "sendmmsg", "readv",    "writev",      "pread",        "pread64",
    "pwrite",  "pwrite64", "preadv",   "pwritev",  "flock",       "wait",         "waitid",
    "waitpid", "wait3",    "wait4",    "sigwait",  "sigwaitinfo", "sigtimedwait", "sigsuspend",
    "pause",   "fread",    "fwrite",   "fgets"};

constexpr std::array<std::string_view, 5> library_scopes{
    "std::", "__gnu_cxx::", "testing::", "rc::", "boost::"};

template <std::size_t Count>
bool any_start(const std::array<std::string_view, Count>& starts, std::string_view text) {
    return std::any_of(starts.begin(), starts.end(),
                       [&](std::string_view start) { return text.starts_with(start); });
}

template <std::size_t Count>
bool any_part(const std::array<std::string_view, Count>& parts, std::string_view text) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](std::string_view part) { return contains(text, part); });
}

template <std::size_t Count>
bool one_of(const std::array<std::string_view, Count>& names, std::string_view text) {
    return std::find(names.begin(), names.end(), text) != names.end();
}

bool is_library_module(std::string_view module) {
    const std::size_t slash = module.rfind('/');
    const std::string_view name =
        slash == std::string_view::npos ? module : module.substr(slash + 1);
    return any_start(library_paths, module) || any_start(library_modules, name);
}

/// The name without template arguments and parameters, for looking at its parts:
/// `std::_Hashtable::find`.
std::string plain_name(std::string_view folded) {
    std::string out;
    for (std::size_t i = 0; i < folded.size();) {
        const std::size_t end = std::min(skip_item(folded, i), folded.size());
        if (end == i + 1 || is_identifier(folded[i])) out += folded.substr(i, end - i);
        i = end;
    }
    return out;
}

/// A name reserved for the implementation, in any part: `std::__invoke`, `_M_run`.
bool has_reserved_part(std::string_view name) {
    for (std::size_t i = 0; i + 1 < name.size(); ++i) {
        const bool starts_part = i == 0 || name[i - 1] == ':';
        if (!starts_part || name[i] != '_') continue;
        if (name[i + 1] == '_' || (name[i + 1] >= 'A' && name[i + 1] <= 'Z')) return true;
    }
    return false;
}

/// For a frame that is known not to be the user's.
Origin library_origin(std::string_view name) {
    // GCC names inlined functions without their scope, and a bare operator() says nothing.
    const bool nameless = is_unknown(name) || name == "operator()";
    return nameless || has_reserved_part(name) ? Origin::machinery : Origin::library;
}

Origin origin_by_name(const Frame& frame, std::string_view name) {
    if (is_library_module(frame.module)) return library_origin(name);
    if (is_unknown(name)) return Origin::machinery;
    if (name.starts_with("contend::")) return Origin::machinery;
    if (any_start(library_scopes, name)) return library_origin(name);
    return name.starts_with("__") ? Origin::machinery : Origin::user;
}

}  // namespace

Origin origin(const Frame& frame) {
    const std::string name = plain_name(fold(frame.function));
    const bool has_file = !is_unknown(frame.file);
    if (has_file && any_part(machinery_paths, frame.file)) return Origin::machinery;
    if (has_file) {
        const bool library =
            any_start(library_paths, frame.file) || any_part(library_parts, frame.file);
        return library ? library_origin(name) : Origin::user;
    }
    // Names are asked last: a user may well have a function called `read`, but then it has a file.
    if (any_start(machinery_prefixes, name)) return Origin::machinery;
    if (one_of(interceptors, name) || one_of(blocking_calls, name)) return Origin::machinery;
    return origin_by_name(frame, name);
}

}  // namespace contend::report
