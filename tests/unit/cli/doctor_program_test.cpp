// Goal: what is wrong with a program is noticed. Each is compiled here, with that one thing wrong. What is right with a
// program linked with contend is tried in tests/program.
#include "../../support/shell.hpp"

#include <contend/cli/exit_code.hpp>
#include <contend/cli/program.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace contend::cli {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

class DoctorOfProgram : public testing::Test {
protected:
    DoctorOfProgram()
        : folder_(fs::path{testing::TempDir()} / ("contend_doctor_" + std::to_string(getpid()))) {
        fs::create_directories(folder_);
    }
    ~DoctorOfProgram() override {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }

    /// Compiles `source` into a file, with CMake's own compiler for these tests.
    std::string compiled(const std::string& name, const std::string& source,
                         const std::string& flags) {
        const std::string file = (folder_ / name).string();
        std::ofstream(file + ".cpp") << source;
        const test::ShellRan ran =
            test::shell(std::string(CONTEND_TEST_COMPILER) + " -w -pthread " + file + ".cpp -o " +
                        file + " " + flags);
        EXPECT_EQ(ran.status, 0) << ran.output;
        return file;
    }

    std::string told_of(const std::string& program) {
        std::ostringstream out;
        std::ostringstream err;
        status_ = run_program({"doctor", "--compiler", "/bin/true", "--", program}, out, err);
        errors_ = err.str();
        return out.str();
    }

    fs::path folder_;
    int status_ = 0;
    std::string errors_;
};

constexpr const char* plain = "int main() {}\n";

TEST_F(DoctorOfProgram, says_when_it_is_not_built_with_the_sanitizer) {
    EXPECT_THAT(told_of(compiled("plain", plain, "-g")),
                HasSubstr("/plain is not built with -fsanitize=thread"));
    EXPECT_EQ(status_, exit_failed);
}

TEST_F(DoctorOfProgram, says_when_it_is_not_linked_with_contend) {
    const std::string told = told_of(compiled("unlinked", plain, "-g -fsanitize=thread"));
    EXPECT_THAT(told, HasSubstr("TODO hooks: contend's hooks are not linked in"));
    EXPECT_THAT(told, AllOf(HasSubstr("ok   lines"), HasSubstr("ok   fences"),
                            HasSubstr("ok   libraries"), HasSubstr("ok   waits"),
                            HasSubstr("ok   allocator"), HasSubstr("ok   standard library")));
}

TEST_F(DoctorOfProgram, says_when_it_has_no_lines) {
    EXPECT_THAT(told_of(compiled("stripped", plain, "-g -fsanitize=thread -s")),
                HasSubstr("TODO lines: it has no line numbers"));
}

TEST_F(DoctorOfProgram, names_the_functions_that_have_standalone_fences) {
    const std::string program = compiled("fenced", R"(#include <atomic>
        std::atomic<int> flag;
        __attribute__((noinline)) void publish_it() {
            std::atomic_thread_fence(std::memory_order_release);
            flag.store(1, std::memory_order_relaxed);
        }
        int main() { publish_it(); })",
                                         "-g -O1 -fsanitize=thread");
    EXPECT_THAT(told_of(program), AllOf(HasSubstr("TODO fences: "), HasSubstr("in publish_it()")));
}

TEST_F(DoctorOfProgram, names_a_library_without_the_sanitizer_that_starts_threads) {
    compiled("libstarts.so", R"(#include <thread>
        void start() { std::thread([] {}).join(); })",
             "-shared -fPIC");
    compiled("libquiet.so", "int quiet() { return 1; }\n", "-shared -fPIC");
    const std::string told = told_of(
        compiled("starter", "void start(); int quiet(); int main() { start(); return quiet(); }\n",
                 "-g -fsanitize=thread -L" + folder_.string() + " -lstarts -lquiet -Wl,-rpath," +
                     folder_.string()));
    EXPECT_THAT(told, HasSubstr("TODO libraries: libstarts.so can start threads"));
    EXPECT_THAT(told, HasSubstr("`called_from_lib:libstarts.so`"));
}

TEST_F(DoctorOfProgram, has_nothing_against_such_a_library_with_the_sanitizer) {
    compiled("libseen.so", R"(#include <thread>
        void start() { std::thread([] {}).join(); })",
             "-shared -fPIC -fsanitize=thread");
    EXPECT_THAT(told_of(compiled("seer", "void start(); int main() { start(); }\n",
                                 "-g -fsanitize=thread -L" + folder_.string() +
                                     " -lseen -Wl,-rpath," + folder_.string())),
                HasSubstr("ok   libraries"));
}

TEST_F(DoctorOfProgram, names_waits_that_the_runtime_does_not_know) {
    EXPECT_THAT(told_of(compiled("clocked", R"(#include <shared_mutex>
        #include <chrono>
        std::shared_timed_mutex lock;
        int main() { return lock.try_lock_shared_for(std::chrono::seconds(1)); })",
                                 "-g -std=c++17 -fsanitize=thread")),
                AllOf(HasSubstr("TODO waits: it calls pthread_rwlock_clockrdlock,"),
                      HasSubstr("linked with contend it is known")));
}

TEST_F(DoctorOfProgram, names_an_allocator_of_its_own) {
    compiled("liballocates.so", "extern \"C\" int mallctl() { return 0; }\n", "-shared -fPIC");
    EXPECT_THAT(told_of(compiled("allocator",
                                 "extern \"C\" int mallctl(); int main() { return mallctl(); }\n",
                                 "-g -fsanitize=thread -L" + folder_.string() +
                                     " -lallocates -Wl,-rpath," + folder_.string())),
                HasSubstr("TODO allocator: an allocator of its own, from liballocates.so,"));
}

TEST_F(DoctorOfProgram, says_when_the_standard_library_is_linked_statically) {
    EXPECT_THAT(told_of(compiled("static", "int main() { try { throw 1; } catch (int) {} }\n",
                                 "-g -fsanitize=thread -static-libstdc++ -rdynamic")),
                HasSubstr("TODO standard library: it is linked statically"));
}

TEST_F(DoctorOfProgram, looks_at_what_is_no_program_without_harm) {
    std::ofstream(folder_ / "text") << "not a program\n";
    EXPECT_THAT(told_of((folder_ / "text").string()), HasSubstr("TODO program: "));
}

TEST_F(DoctorOfProgram, refuses_one_that_is_not_there) {
    told_of("/nowhere/program");
    EXPECT_EQ(status_, exit_misuse);
    EXPECT_THAT(errors_, HasSubstr("there is no program /nowhere/program"));
}

}  // namespace
}  // namespace contend::cli
