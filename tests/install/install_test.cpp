// Goal: an installation gives what the source tree gives, by find_package() and by pkg-config. Method: programs of a user
// are built with the preset's compilers against the installation, and run.
#include "../support/shell.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::string prefix = CONTEND_PREFIX;
const std::string explorer = prefix + "/bin/contend";
const std::string subjects = CONTEND_SUBJECTS;

using Ran = contend::test::ShellRan;

class Installation : public testing::Test {
protected:
    void SetUp() override {
        folder_ = std::filesystem::path(CONTEND_WORK) /
                  testing::UnitTest::GetInstance()->current_test_info()->name();
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    Ran shell(const std::string& command) const {
        return contend::test::shell("cd '" + folder_.string() + "' && (" + command + ")");
    }

    /// As a user types it.
    Ran build(const std::string& compiler, const std::string& source,
              const std::string& package) const {
        return shell("export PKG_CONFIG_PATH='" + prefix + "/" CONTEND_LIBDIR "/pkgconfig' && " +
                     compiler + " -fsanitize=thread " + subjects + "/" + source +
                     " $(pkg-config --cflags --libs " + package + ") -o program");
    }

    void expect_a_test_that_passes_and_one_that_races(const std::string& program) const {
        const Ran passes = shell("./" + program + " --gtest_filter=*lock");
        EXPECT_EQ(passes.status, 0) << passes.output;
        const Ran races = shell("./" + program + " --gtest_filter=*without");
        EXPECT_EQ(races.status, 1) << races.output;
        EXPECT_THAT(races.output, AllOf(HasSubstr("DATA RACE"), HasSubstr("counter_test.cpp:")));
    }

    void expect_a_program_that_loses_an_update(const std::string& program) const {
        const Ran plain = shell("./" + program);
        EXPECT_EQ(plain.status, 0) << plain.output;
        const Ran explored = shell(explorer + " run --progress none -- ./" + program);
        EXPECT_EQ(explored.status, 1) << explored.output;
        EXPECT_THAT(explored.output, HasSubstr("exit status 1"));
    }

    // The shell says 134 of a command that SIGABRT ended.
    void expect_a_program_that_its_guard_stops(const std::string& program) const {
        const Ran stopped = shell("./" + program + "; exit $?");
        EXPECT_EQ(stopped.status, 134) << stopped.output;
        EXPECT_THAT(stopped.output, HasSubstr("fatal error: concurrent map read and map write\n"));
    }

private:
    std::filesystem::path folder_;
};

TEST_F(Installation, is_a_package_of_cmake) {
    const Ran built =
        shell(std::string(CONTEND_CMAKE) + " -S " + subjects +
              "/package -B . -G Ninja -DCMAKE_CXX_COMPILER=" CONTEND_CXX " -DCMAKE_PREFIX_PATH=" +
              prefix + " && " CONTEND_CMAKE " --build . --parallel 1");
    ASSERT_EQ(built.status, 0) << built.output;
    expect_a_test_that_passes_and_one_that_races("counter_test");
    expect_a_program_that_loses_an_update("counter");
    expect_a_program_that_its_guard_stops("guarded");
    const Ran listed = shell("ctest -N -L race");
    EXPECT_THAT(listed.output, HasSubstr("Counter.races_without"));
}

TEST_F(Installation, gives_a_test_by_pkg_config) {
    const Ran built = build(CONTEND_CXX " -std=c++17", "counter_test.cpp", "contend");
    ASSERT_EQ(built.status, 0) << built.output;
    expect_a_test_that_passes_and_one_that_races("program");
}

TEST_F(Installation, gives_a_whole_program_by_pkg_config) {
    const Ran built = build(CONTEND_CXX, "counter.cpp", "contend-program");
    ASSERT_EQ(built.status, 0) << built.output;
    expect_a_program_that_loses_an_update("program");
}

TEST_F(Installation, gives_a_whole_program_in_c_without_the_cpp_library) {
    const Ran built = build(CONTEND_CC, "counter.c", "contend-program");
    ASSERT_EQ(built.status, 0) << built.output;
    EXPECT_THAT(shell("readelf --dynamic program").output,
                AllOf(HasSubstr("libc.so"), Not(HasSubstr("libstdc++"))));
    const Ran plain = shell("./program quietly");
    EXPECT_EQ(plain.status, 0) << plain.output;
    const Ran passes =
        shell(explorer + " run --progress none --executions 20 -- ./program quietly");
    EXPECT_EQ(passes.status, 0) << passes.output;
    const Ran races = shell(explorer + " run --progress none -- ./program");
    EXPECT_EQ(races.status, 1) << races.output;
    EXPECT_THAT(races.output, AllOf(HasSubstr("DATA RACE"), HasSubstr("counter.c:")));
}

// The header alone, in a program that has nothing to do with contend.
TEST_F(Installation, gives_a_guard_that_needs_nothing) {
    const Ran built = shell(CONTEND_CXX
                            " -std=c++17 -O2 -Wall -Wextra -Wpedantic -Werror -pthread "
                            "-I" +
                            prefix + "/include " + subjects + "/guarded.cpp -o program");
    ASSERT_EQ(built.status, 0) << built.output;
    expect_a_program_that_its_guard_stops("program");
}

}  // namespace
