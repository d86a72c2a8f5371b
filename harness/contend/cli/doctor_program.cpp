#include <contend/cli/binary_file.hpp>
#include <contend/cli/doctor_checks.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace contend::cli {
namespace {

bool starts_with(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

bool any_starts_with(const std::set<std::string>& names, const std::string& prefix) {
    const auto at = names.lower_bound(prefix);
    return at != names.end() && starts_with(*at, prefix);
}

/// What the checks look at, read once.
struct Inspected {
    std::string path;
    DynamicSymbols symbols;
    struct Library {
        std::string name;
        DynamicSymbols symbols;
    };
    std::vector<Library> libraries;

    bool loads(std::string_view prefix) const {
        return std::any_of(libraries.begin(), libraries.end(), [&](const Library& library) {
            return starts_with(library.name, prefix);
        });
    }
};

Inspected inspect(const std::string& path) {
    Inspected program{path, dynamic_symbols(path), {}};
    for (const SharedLibrary& library : shared_libraries(path))
        if (!library.path.empty())
            program.libraries.push_back({library.name, dynamic_symbols(library.path)});
    return program;
}

// The runtime's interceptors know what these do.
bool is_of_the_system(const std::string& library) {
    constexpr std::array<std::string_view, 11> known = {
        "libc.so",      "libpthread.so", "libm.so",  "libdl.so",     "librt.so",    "libgcc_s.so",
        "libstdc++.so", "libtsan.so",    "ld-linux", "libresolv.so", "libc++abi.so"};
    return std::any_of(known.begin(), known.end(),
                       [&](std::string_view name) { return starts_with(library, name); });
}

bool is_instrumented(const DynamicSymbols& symbols) {
    return symbols.used.count("__tsan_init") != 0 || symbols.defined.count("__tsan_init") != 0 ||
           any_starts_with(symbols.used, "__wrap___tsan_");
}

// What a hook could be in the place of.
bool accesses_memory(const DynamicSymbols& symbols) {
    constexpr std::array<const char*, 5> calls = {"__tsan_read", "__tsan_write", "__tsan_unaligned",
                                                  "__tsan_atomic", "__tsan_vptr"};
    return std::any_of(calls.begin(), calls.end(),
                       [&](const char* call) { return any_starts_with(symbols.used, call); });
}

void add_names(std::string& list, const std::string& name) {
    list += (list.empty() ? "" : ", ") + name;
}

// The first three, for a line that can be read.
std::string some_of(const std::set<std::string>& names) {
    std::string list;
    std::size_t shown = 0;
    for (const std::string& name : names) {
        if (++shown > 3) return fmt::format("{} and {} more", list, names.size() - 3);
        add_names(list, name);
    }
    return list;
}

Check check_wraps(const Inspected& program) {
    if (!any_starts_with(program.symbols.defined, "__wrap___tsan_"))
        return {"hooks", false,
                "contend's hooks are not linked in, so schedules are not chosen: link it with "
                "contend_add_test(), contend::program or `pkg-config --libs contend-program`"};
    std::string unhooked;
    for (const Inspected::Library& library : program.libraries)
        if (!is_of_the_system(library.name) && accesses_memory(library.symbols))
            add_names(unhooked, library.name);
    if (!unhooked.empty())
        return {"hooks", false,
                "memory accesses and atomics in " + unhooked +
                    " are no scheduling points: link it with contend::contend too, whose link "
                    "options have --wrap=__tsan_..."};
    return {"hooks", true, "contend's hooks are linked in"};
}

Check check_fences(const Inspected& program) {
    const std::set<std::string> callers = callers_of("__tsan_atomic_thread_fence", program.path);
    if (callers.empty()) return {"fences", true, "it has no standalone fences"};
    return {"fences", false,
            "ThreadSanitizer ignores std::atomic_thread_fence, so what only a fence orders is "
            "reported as a race; order the atomics themselves, in " +
                some_of(callers)};
}

Check check_threads(const Inspected& program) {
    std::string names;
    for (const Inspected::Library& library : program.libraries)
        if (!is_of_the_system(library.name) && !is_instrumented(library.symbols) &&
            (library.symbols.used.count("pthread_create") != 0 ||
             library.symbols.used.count("thrd_create") != 0 ||
             any_starts_with(library.symbols.used, "_ZNSt6thread15_M_start_thread")))
            add_names(names, library.name);
    if (names.empty())
        return {"libraries", true, "none that starts threads is built without ThreadSanitizer"};
    return {"libraries", false,
            names +
                " can start threads and is not built with -fsanitize=thread: how it "
                "synchronises is not seen, and correct code may be reported; build it so "
                "too, or at the last suppress `called_from_lib:" +
                names.substr(0, names.find(',')) + "`"};
}

Check check_waits(const Inspected& program) {
    const auto of_runtime = [&](const std::string& function) {
        return std::any_of(program.libraries.begin(), program.libraries.end(),
                           [&](const Inspected::Library& library) {
                               return starts_with(library.name, "libtsan.so") &&
                                      library.symbols.defined.count(function) != 0;
                           });
    };
    std::string unknown;
    for (const char* function : {"pthread_mutex_clocklock", "pthread_rwlock_clockrdlock",
                                 "pthread_rwlock_clockwrlock", "sem_clockwait"})
        if (program.symbols.used.count(function) != 0 && !of_runtime(function))
            add_names(unknown, function);
    if (unknown.empty())
        return {"waits", true, "the functions that it calls to wait are all known"};
    return {"waits", false,
            "it calls " + unknown +
                ", which this ThreadSanitizer does not know and reports correct uses of; linked "
                "with contend it is known"};
}

// Of the program and its libraries: who brings an allocator exports its controls.
Check check_allocator(const Inspected& program) {
    constexpr std::array<const char*, 4> controls = {"mallctl", "tc_version", "mi_version",
                                                     "rpmalloc_initialize"};
    const auto has = [&](const DynamicSymbols& symbols) {
        return std::any_of(controls.begin(), controls.end(), [&](const char* control) {
            return symbols.defined.count(control) != 0;
        });
    };
    std::string from;
    if (has(program.symbols)) from = "the program itself";
    for (const Inspected::Library& library : program.libraries)
        if (has(library.symbols)) add_names(from, library.name);
    if (from.empty()) return {"allocator", true, "memory is the runtime's to give"};
    return {"allocator", false,
            "an allocator of its own, from " + from +
                ", hides freed memory from ThreadSanitizer: leave it out of builds with "
                "-fsanitize=thread"};
}

Check check_library(const Inspected& program) {
    if (program.loads("libc++.so")) {
        for (const Inspected::Library& library : program.libraries)
            if (starts_with(library.name, "libc++.so") && !is_instrumented(library.symbols))
                return {"standard library", false,
                        library.name +
                            " is not built with -fsanitize=thread, and std::shared_ptr "
                            "and others of it are reported falsely: use libstdc++, or "
                            "build libc++ with LLVM_USE_SANITIZER=Thread"};
    } else if (!program.loads("libstdc++.so") &&
               program.symbols.defined.count("__cxa_throw") != 0) {
        return {"standard library", false,
                "it is linked statically, which ThreadSanitizer does not support: leave out "
                "-static-libstdc++ and -static"};
    }
    return {"standard library", true, "it is a shared library"};
}

}  // namespace

void check_program(const std::string& path, Checks& checks) {
    if (!binutils_answer()) {
        checks.push_back({"program", false, "nm and objdump are missing: install binutils"});
        return;
    }
    const Inspected program = inspect(path);
    if (!is_instrumented(program.symbols)) {
        checks.push_back({"program", false,
                          path + " is not built with -fsanitize=thread: give it to the compiler "
                                 "and to the linker"});
        return;
    }
    checks.push_back({"program", true, path + " is built with -fsanitize=thread"});
    checks.push_back(check_wraps(program));
    const bool lines = has_line_table(path);
    checks.push_back({"lines", lines,
                      lines ? "stacks will have lines"
                            : "it has no line numbers: compile it with -g, and do not strip it"});
    checks.push_back(check_fences(program));
    checks.push_back(check_threads(program));
    checks.push_back(check_waits(program));
    checks.push_back(check_allocator(program));
    checks.push_back(check_library(program));
}

}  // namespace contend::cli
