// Goal: what is wrong with a machine is noticed. Each is really wrong here: system calls are forbidden by a seccomp
// filter, limits are set.
#include "../../support/shell.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <string>

namespace contend::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// Since the checks of the compiler are not the subject here, there is none.
const std::string doctor = std::string(CONTEND_PROGRAM) + " doctor --compiler /bin/true";

/// Runs a line of the shell with `number` forbidden: `action` is what the kernel does about a call.
test::ShellRan without_call(long number, unsigned action, const std::string& line) {
    int pipes[2];
    if (pipe(pipes) != 0) return {};
    const pid_t child = fork();
    if (child == 0) {
        sock_filter filter[] = {
            BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<unsigned>(number), 0, 1),
            BPF_STMT(BPF_RET | BPF_K, action),
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        };
        const sock_fprog program{4, filter};
        dup2(pipes[1], 1);
        dup2(pipes[1], 2);
        if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
            prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
            _exit(126);
        execl("/bin/sh", "sh", "-c", line.c_str(), nullptr);
        _exit(127);
    }
    close(pipes[1]);
    test::ShellRan ran;
    char buffer[4096];
    for (ssize_t got; (got = read(pipes[0], buffer, sizeof buffer)) > 0;)
        ran.output.append(buffer, static_cast<std::size_t>(got));
    close(pipes[0]);
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFEXITED(status)) ran.status = WEXITSTATUS(status);
    return ran;
}

constexpr unsigned refuse = SECCOMP_RET_ERRNO | EPERM;

TEST(DoctorOfMachine, tries_whether_a_sandbox_lets_it_turn_randomisation_off) {
    EXPECT_THAT(test::shell(doctor).output, HasSubstr("ok   randomisation:"));
    const test::ShellRan refused = without_call(SYS_personality, refuse, doctor);
    EXPECT_THAT(refused.output, AllOf(HasSubstr("TODO randomisation: personality() is forbidden"),
                                      HasSubstr("seccomp=unconfined")));
    EXPECT_EQ(refused.status, 1);
}

TEST(DoctorOfMachine, outlives_a_sandbox_that_kills) {
    const test::ShellRan killed = without_call(SYS_personality, SECCOMP_RET_KILL_PROCESS, doctor);
    EXPECT_THAT(killed.output, AllOf(HasSubstr("TODO randomisation:"), HasSubstr("ok   sandbox:")));
}

TEST(DoctorOfMachine, says_which_calls_a_sandbox_forbids_and_what_they_are_for) {
    EXPECT_THAT(
        without_call(SYS_memfd_create, refuse, doctor).output,
        HasSubstr("TODO sandbox: a sandbox forbids memfd_create(), without which no worker"));
    EXPECT_THAT(without_call(SYS_process_vm_readv, refuse, doctor).output,
                HasSubstr("TODO sandbox: a sandbox forbids process_vm_readv(), without which"));
}

TEST(DoctorOfMachine, sees_the_limit_of_address_space) {
    EXPECT_THAT(test::shell("ulimit -v 8388608; " + doctor).output,
                HasSubstr("TODO address space: is limited to 8 GiB"));
    EXPECT_THAT(test::shell("ulimit -v unlimited; " + doctor).output,
                HasSubstr("ok   address space: is not limited"));
}

TEST(DoctorOfMachine, counts_the_processors_it_may_use) {
    EXPECT_THAT(
        test::shell("taskset -c $(taskset -pc $$ | sed 's/.*: *\\([0-9]*\\).*/\\1/') " + doctor)
            .output,
        HasSubstr("ok   processors: 1 for workers"));
}

TEST(DoctorOfMachine, looks_at_options_that_take_precedence) {
    EXPECT_THAT(test::shell("TSAN_OPTIONS=report_bugs=0 " + doctor).output,
                HasSubstr("TODO options: TSAN_OPTIONS has report_bugs=0"));
    EXPECT_THAT(test::shell("TSAN_OPTIONS=history_size=2 " + doctor).output,
                HasSubstr("ok   options: TSAN_OPTIONS=history_size=2 takes precedence"));
    EXPECT_THAT(test::shell("unset TSAN_OPTIONS; " + doctor).output,
                HasSubstr("ok   options: TSAN_OPTIONS is not set"));
}

TEST(DoctorOfMachine, tries_which_functions_the_runtime_does_not_know) {
    const std::string told = test::shell(std::string(CONTEND_PROGRAM) + " doctor").output;
    if (told.find("ok   symboliser") == std::string::npos) GTEST_SKIP() << "no detector here";
    // None of the runtimes up to Clang 21's knows these.
    EXPECT_THAT(told, HasSubstr("interceptors: the runtime does not know "));
    EXPECT_THAT(told, HasSubstr("pthread_rwlock_clockwrlock"));
    EXPECT_THAT(told, Not(HasSubstr("pthread_cond")));
}

}  // namespace
}  // namespace contend::cli
