#include <contend/cli/doctor_checks.hpp>
#include <contend/cli/limits.hpp>

#include <fmt/format.h>

#include <sched.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/resource.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>

namespace contend::cli {
namespace {

// A sandbox may answer a call with an error, or kill who makes it: only a child finds out.
template <class Try> bool works_in_child(const Try& attempt) {
    const pid_t child = fork();
    if (child == 0) _exit(attempt() ? 0 : 1);
    int status = 0;
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
           WEXITSTATUS(status) == 0;
}

bool turn_randomisation_off() {
    const int before = personality(0xffffffffU);
    return before != -1 &&
           personality(static_cast<unsigned long>(before) | ADDR_NO_RANDOMIZE) != -1;
}

bool read_own_memory() {
    int from = 1;
    int to = 0;
    const iovec local{&to, sizeof to};
    const iovec remote{&from, sizeof from};
    return process_vm_readv(getpid(), &local, 1, &remote, 1, 0) == sizeof to && to == 1;
}

bool make_memory_file() { return memfd_create("contend-doctor", MFD_CLOEXEC) != -1; }

Check check_randomisation() {
    const bool can = works_in_child(turn_randomisation_off);
    return {"randomisation", can,
            can ? "address-space randomisation can be turned off"
                : "personality() is forbidden, so containers keyed by pointers may not replay; in "
                  "a container, allow it (`docker run --security-opt seccomp=unconfined`), under "
                  "systemd say LockPersonality=no"};
}

Check check_sandbox() {
    std::string forbidden;
    if (!works_in_child(make_memory_file))
        forbidden = "memfd_create(), without which no worker starts";
    if (!works_in_child(read_own_memory))
        forbidden += std::string(forbidden.empty() ? "" : ", and ") +
                     "process_vm_readv(), without which reports do not say what atomics held";
    return {"sandbox", forbidden.empty(),
            forbidden.empty() ? "the system calls that contend makes are allowed"
                              : "a sandbox forbids " + forbidden +
                                    "; in a container, allow it (`docker run --security-opt "
                                    "seccomp=unconfined`)"};
}

// Nothing must be done where it is missing: a switch makes a system call instead.
Check check_switch() {
#if defined(__x86_64__)
    const bool fast = (getauxval(AT_HWCAP2) & 2U) != 0;
    return {"switch", true,
            fast ? "threads are switched with wrfsbase"
                 : "threads are switched with arch_prctl, which is slower: no wrfsbase here"};
#else
    return {"switch", true, "programs may set the thread pointer on this processor"};
#endif
}

// Workers are counted by the processors that the scheduler may use; a quota on their time is not seen there.
Check check_processors(const GroupLimits& limits) {
    cpu_set_t set;
    CPU_ZERO(&set);
    const int usable = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    if (limits.processors && *limits.processors < usable) {
        return {
            "processors", false,
            fmt::format("{} are seen, but the control group allows the time of {:.3g}: set "
                        "CONTEND_JOBS={} and pass `--jobs {}`",
                        usable, *limits.processors, std::max(1.0, std::floor(*limits.processors)),
                        std::max(1.0, std::floor(*limits.processors)))};
    }
    return {"processors", true, fmt::format("{} for workers", usable)};
}

std::string gibibytes(std::uint64_t bytes) {
    return fmt::format("{:.3g} GiB", static_cast<double>(bytes) / (1 << 30));
}

Check check_address_space() {
    rlimit limit{};
    const bool limited =
        getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != static_cast<rlim_t>(RLIM_INFINITY);
    return {"address space", !limited,
            limited ? "is limited to " + gibibytes(limit.rlim_cur) +
                          ", and ThreadSanitizer maps terabytes (it uses little of them): "
                          "`ulimit -v unlimited`"
                    : "is not limited"};
}

// A worker of a small test takes some 60 MB under ThreadSanitizer.
Check check_memory(const GroupLimits& limits) {
    constexpr std::uint64_t wanted = std::uint64_t{1} << 29;
    const auto pages = static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES));
    const std::uint64_t all = pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    const std::uint64_t memory = limits.memory ? std::min(*limits.memory, all) : all;
    const bool by_group = limits.memory && *limits.memory < all;
    const std::string size =
        gibibytes(memory) + (by_group ? ", the limit of the control group" : "");
    return {"memory", memory >= wanted,
            memory >= wanted
                ? size
                : size + ": give it half a GiB or more, or set CONTEND_JOBS=1 and hope"};
}

Check check_options() {
    const char* const options = std::getenv("TSAN_OPTIONS");
    if (options == nullptr || *options == '\0')
        return {"options", true, "TSAN_OPTIONS is not set: contend chooses"};
    const std::string text = options;
    for (const char* off : {"report_bugs=0", "report_bugs=false", "report_bugs=no"})
        if (text.find(off) != std::string::npos)
            return {"options", false,
                    "TSAN_OPTIONS has " + std::string(off) + ", so no race is reported: remove it"};
    return {"options", true, "TSAN_OPTIONS=" + text + " takes precedence over contend's choices"};
}

}  // namespace

void check_machine(Checks& checks) {
    const GroupLimits limits = group_limits();
    checks.push_back(check_randomisation());
    checks.push_back(check_sandbox());
    checks.push_back(check_switch());
    checks.push_back(check_processors(limits));
    checks.push_back(check_address_space());
    checks.push_back(check_memory(limits));
    checks.push_back(check_options());
}

}  // namespace contend::cli
