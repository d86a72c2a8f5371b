// Goal: docs/first-hour.md is true. Method: its shell blocks are run in order in an empty folder, its diff is applied; a line
// whose remark says "fails" must fail, any other must not.
#include "../support/shell.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using contend::test::shell;
using contend::test::ShellRan;
using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;

struct Block {
    std::string language;
    std::string text;
};

std::vector<Block> blocks_of(const fs::path& document) {
    std::vector<Block> blocks;
    std::ifstream file(document);
    bool open = false;
    for (std::string line; std::getline(file, line);) {
        const bool fence = line.rfind("```", 0) == 0;
        if (fence && !open)
            blocks.push_back({line.substr(3), ""});
        else if (!fence && open)
            blocks.back().text += line + "\n";
        open ^= fence;
    }
    return blocks;
}

class FirstHour : public testing::Test {
protected:
    void SetUp() override {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }

    ShellRan run(const std::string& command) const {
        return shell("cd '" + folder_.string() + "' && export PATH=" CONTEND_PREFIX "/bin:$PATH" +
                     " CMAKE_CXX_COMPILER_LAUNCHER=" CONTEND_LAUNCHER " && " + command);
    }

    void run_block(const std::string& text) {
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) {
            const ShellRan ran = run(line.substr(0, line.find("   #")));
            said_ += ran.output;
            const bool fails = line.find("# fails") != std::string::npos;
            EXPECT_EQ(ran.status != 0, fails) << "$ " << line << "\n" << ran.output;
        }
    }

    void apply(const std::string& diff) {
        std::ofstream(folder_ / "change.diff") << diff;
        const ShellRan ran = run("patch -p1 < change.diff");
        EXPECT_EQ(ran.status, 0) << ran.output;
    }

    const fs::path folder_ = fs::path(CONTEND_WORK) / "first_hour";
    std::string said_;
};

TEST_F(FirstHour, goes_as_it_is_told) {
    for (const Block& block : blocks_of(CONTEND_SOURCE "/docs/first-hour.md")) {
        if (block.language == "sh") run_block(block.text);
        if (block.language == "diff") apply(block.text);
    }
    EXPECT_THAT(said_, HasSubstr("WARNING: DATA RACE in Scores.AreCountedByManyThreads"));
    EXPECT_THAT(said_, ContainsRegex("Passed[^\n]*\n[^\n]*Scores.AreCountedByManyThreads"));
    EXPECT_TRUE(fs::exists(folder_ / "report.html"));
    EXPECT_THAT(run("git status --short").output,
                AllOf(HasSubstr("A  race/regressions/Scores.AreCountedByManyThreads.txt"),
                      HasSubstr("A  race/scores.hpp")));
}

// What stands in it as the output and the code of others is still theirs.
TEST_F(FirstHour, quotes_what_is_there) {
    ASSERT_EQ(run("contend init").status, 0);
    std::ostringstream test;
    test << std::ifstream(folder_ / "race/containers_test.cpp").rdbuf();
    for (const Block& block : blocks_of(CONTEND_SOURCE "/docs/first-hour.md"))
        if (block.language == "cpp") EXPECT_THAT(test.str(), HasSubstr(block.text));
}

class Init : public FirstHour {};

TEST_F(Init, keeps_what_is_there_and_says_what_to_add) {
    std::ofstream(folder_ / "CMakeLists.txt") << "mine\n";
    std::ofstream(folder_ / "CMakePresets.json") << "{}\n";
    const ShellRan first = run("contend init");
    EXPECT_EQ(first.status, 0) << first.output;
    EXPECT_THAT(first.output,
                AllOf(HasSubstr("kept   CMakePresets.json"), HasSubstr("add_subdirectory(race)"),
                      HasSubstr("\"include\": [\"cmake/ContendPresets.json\"]"),
                      HasSubstr("wrote  cmake/ContendPresets.json")));
    EXPECT_EQ(run("cat CMakeLists.txt CMakePresets.json").output, "mine\n{}\n");
    EXPECT_FALSE(fs::exists(folder_ / ".gitignore"));
    std::ofstream(folder_ / "race/scores.hpp") << "changed\n";
    const ShellRan again = run("contend init");
    EXPECT_EQ(again.status, 0);
    EXPECT_THAT(again.output, testing::Not(HasSubstr("wrote")));
    EXPECT_EQ(run("cat race/scores.hpp").output, "changed\n");
}

TEST_F(Init, only_tells_when_it_is_asked_to) {
    EXPECT_THAT(run("contend init --dry-run there").output,
                HasSubstr("would write CMakeLists.txt"));
    EXPECT_FALSE(fs::exists(folder_ / "there"));
}

TEST_F(Init, is_misused_where_it_can_not_write) {
    std::ofstream(folder_ / "file") << "";
    EXPECT_EQ(run("contend init file").status, 2);
    std::ofstream(folder_ / "race") << "";
    const ShellRan ran = run("contend init");
    EXPECT_EQ(ran.status, 2);
    EXPECT_THAT(ran.output, HasSubstr("cannot write"));
}

TEST_F(Init, names_the_compiler_that_contend_was_built_with) {
    ASSERT_EQ(run("contend init").status, 0);
    EXPECT_THAT(run("cat cmake/ContendPresets.json").output,
                HasSubstr("\"" + fs::path(CONTEND_CXX).filename().string() + "\""));
}

}  // namespace
