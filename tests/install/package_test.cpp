// Goal: the Debian package holds what a developer needs and says what it needs itself. Method: CPack makes one of the build
// folder, and dpkg reads and unpacks it; a program of a user is built against what is in it.
#include "../support/shell.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace {

namespace fs = std::filesystem;
using contend::test::shell;
using contend::test::ShellRan;
using testing::AllOf;
using testing::HasSubstr;

class DebianPackage : public testing::Test {
protected:
    void SetUp() override {
        if (shell("command -v dpkg-deb dpkg-shlibdeps").status != 0)
            GTEST_SKIP() << "needs dpkg-deb and dpkg-shlibdeps (Debian package dpkg-dev)";
        fs::remove_all(folder_);
        fs::create_directories(folder_);
        const ShellRan made = shell(
            "cpack --config " CONTEND_BUILD "/CPackConfig.cmake -G DEB -B " + folder_.string());
        ASSERT_EQ(made.status, 0) << made.output;
        for (const fs::directory_entry& entry : fs::directory_iterator(folder_))
            if (entry.path().extension() == ".deb") package_ = entry.path();
        ASSERT_FALSE(package_.empty()) << made.output;
    }
    void TearDown() override { fs::remove_all(folder_); }

    const fs::path folder_ = fs::path(CONTEND_WORK) / "package";
    fs::path package_;
};

TEST_F(DebianPackage, says_what_it_needs_and_can_be_built_against) {
    const ShellRan described = shell("dpkg-deb --field " + package_.string());
    EXPECT_THAT(described.output, AllOf(HasSubstr("Package: contend"), HasSubstr("libgtest-dev"),
                                        HasSubstr("librapidcheck-dev"), HasSubstr("libc6")));

    const std::string root = (folder_ / "root").string();
    ASSERT_EQ(shell("dpkg-deb --extract " + package_.string() + " " + root).status, 0);
    const ShellRan version = shell(root + "/usr/bin/contend --version");
    EXPECT_EQ(version.status, 0) << version.output;

    const std::string program = (folder_ / "counter").string();
    const ShellRan built =
        shell("PKG_CONFIG_PATH=" + root +
              "/usr/" CONTEND_LIBDIR "/pkgconfig && export PKG_CONFIG_PATH && " CONTEND_CXX
              " -fsanitize=thread " CONTEND_SUBJECTS
              "/counter.cpp "
              "$(pkg-config --cflags --libs contend-program) -o " +
              program);
    ASSERT_EQ(built.status, 0) << built.output;
    const ShellRan explored = shell(root + "/usr/bin/contend run --progress none -- " + program);
    EXPECT_EQ(explored.status, 1) << explored.output;
    EXPECT_THAT(explored.output, HasSubstr("exit status 1"));
}

}  // namespace
