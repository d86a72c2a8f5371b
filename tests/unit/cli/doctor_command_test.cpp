// Goal: what is wrong is found by trying it. The broken compilers here are real programs that fail as such do.
#include <contend/cli/exit_code.hpp>
#include <contend/cli/program.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace contend::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class DoctorCommand : public ::testing::Test {
protected:
    DoctorCommand()
        : directory_(fs::path{::testing::TempDir()} /
                     ("contend_doctor_test_" + std::to_string(getpid()))) {
        fs::create_directories(directory_);
    }
    ~DoctorCommand() override {
        std::error_code ignored;
        fs::remove_all(directory_, ignored);
    }

    /// A compiler that answers to --version and else runs `script`.
    std::string compiler_that(const std::string& script) {
        const fs::path path = directory_ / "compiler";
        std::ofstream(path) << "#!/bin/sh\n[ \"$1\" = --version ] && exit 0\n" << script << '\n';
        fs::permissions(path, fs::perms::owner_all);
        return path.string();
    }

    int doctor(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "doctor");
        out_.str("");
        return run_program(arguments, out_, err_);
    }

    fs::path directory_;
    std::ostringstream out_;
    std::ostringstream err_;
};

TEST_F(DoctorCommand, finds_a_compiler_whose_detector_works) {
    doctor({});
    EXPECT_THAT(out_.str(), AllOf(HasSubstr("ok   compiler: "), HasSubstr("ok   detector: ")));
    EXPECT_THAT(out_.str(), AllOf(HasSubstr("randomisation: "), HasSubstr("switch: ")));
}

TEST_F(DoctorCommand, says_what_to_install_for_a_compiler_that_cannot_build) {
    EXPECT_EQ(doctor({"--compiler", compiler_that("exit 1")}), exit_failed);
    EXPECT_THAT(out_.str(), HasSubstr("TODO compiler: "));
    EXPECT_THAT(out_.str(), HasSubstr("libclang-rt-19-dev"));
    EXPECT_THAT(out_.str(), Not(HasSubstr("detector")));
}

TEST_F(DoctorCommand, notices_that_the_sanitizer_was_left_out) {
    // Drops every -fsanitize=thread.
    const std::string compiler = compiler_that(
        "for word; do shift; [ \"$word\" = -fsanitize=thread ] || set -- \"$@\" \"$word\"; done\n"
        "exec c++ \"$@\"");
    EXPECT_EQ(doctor({"--compiler", compiler}), exit_failed);
    EXPECT_THAT(out_.str(), HasSubstr("TODO detector: ThreadSanitizer does not start"));
}

TEST_F(DoctorCommand, notices_stacks_without_lines) {
    // Drops the -g.
    const std::string compiler = compiler_that(
        "for word; do shift; [ \"$word\" = -g ] || set -- \"$@\" \"$word\"; done\n"
        "exec c++ \"$@\"");
    EXPECT_EQ(doctor({"--compiler", compiler}), exit_failed);
    EXPECT_THAT(out_.str(), AllOf(HasSubstr("ok   detector"),
                                  HasSubstr("TODO symboliser: stacks have no lines")));
}

TEST_F(DoctorCommand, says_the_same_in_json) {
    EXPECT_EQ(doctor({"--json", "--compiler", compiler_that("exit 1")}), exit_failed);
    const nlohmann::json checks = nlohmann::json::parse(out_.str());
    ASSERT_FALSE(checks.empty());
    EXPECT_EQ(checks[0]["check"], "compiler");
    EXPECT_EQ(checks[0]["ok"], false);
}

TEST_F(DoctorCommand, refuses_a_compiler_that_is_not_there) {
    EXPECT_EQ(doctor({"--compiler", "/nowhere/c++"}), exit_misuse);
    EXPECT_THAT(err_.str(), HasSubstr("/nowhere/c++"));
    EXPECT_THAT(out_.str(), IsEmpty());
}

TEST_F(DoctorCommand, explains_itself_with_an_example) {
    EXPECT_EQ(doctor({"--help"}), exit_ok);
    EXPECT_THAT(out_.str(), AllOf(HasSubstr("Exit code"), HasSubstr("contend doctor --compiler")));
}

}  // namespace
}  // namespace contend::cli
