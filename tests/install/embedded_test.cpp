// Goal: a project that builds contend with itself gets what an installation gives, and contend_add_test() does what it
// says. Method: such a project, built with the preset's compilers, by add_subdirectory() and fetched as an archive.
#include "../support/shell.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace {

using nlohmann::json;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

namespace fs = std::filesystem;
using Ran = contend::test::ShellRan;

const std::string source = CONTEND_SOURCE;

class Embedding : public testing::TestWithParam<const char*> {
protected:
    void SetUp() override {
        folder_ = fs::path(CONTEND_WORK) / (std::string("embedded_") + GetParam());
        fs::remove_all(folder_);
        fs::create_directories(folder_ / "project");
        fs::copy(CONTEND_SUBJECTS, folder_ / "project", fs::copy_options::recursive);
        fs::create_directories(corpus());
    }
    void TearDown() override {
        if (!HasFailure()) fs::remove_all(folder_);
    }

    fs::path corpus() const { return folder_ / "project/embedded/corpus"; }

    // Objects of the first of the two serve the second, where there is a cache of them.
    Ran shell(const std::string& command) const {
        return contend::test::shell("export CCACHE_NOHASHDIR=1; cd '" + folder_.string() +
                                    "' && (" + command + ")");
    }

    /// What the project takes contend from.
    std::string contend() const {
        if (std::string(GetParam()) == "folder") return source;
        const std::string archive = (folder_ / "contend.tar.gz").string();
        const Ran packed =
            shell(CONTEND_CMAKE " -E chdir " + source + " " CONTEND_CMAKE " -E tar czf " + archive +
                  " CMakeLists.txt LICENSE cmake harness");
        EXPECT_EQ(packed.status, 0) << packed.output;
        return archive;
    }

    void configure() const {
        const Ran ran =
            shell(CONTEND_CMAKE
                  " -S project/embedded -B build -G Ninja "
                  "-DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_UNITY_BUILD=ON "
                  "-DCMAKE_CXX_COMPILER=" CONTEND_CXX
                  " -DCMAKE_CXX_COMPILER_LAUNCHER=" CONTEND_LAUNCHER " -DCONTEND_SOURCE=" +
                  contend());
        ASSERT_EQ(ran.status, 0) << ran.output;
    }

    /// The tests that CTest knows, as it describes them.
    std::vector<json> tests() const {
        const Ran listed = shell("ctest --test-dir build --show-only=json-v1");
        return json::parse(listed.output.substr(listed.output.find('{'))).at("tests");
    }

    static json property(const json& test, const std::string& name) {
        for (const json& entry : test.at("properties"))
            if (entry.at("name") == name) return entry.at("value");
        return nullptr;
    }

    fs::path folder_;
};

json named(const std::vector<json>& tests, const std::string& name) {
    const auto found = std::find_if(tests.begin(), tests.end(),
                                    [&](const json& test) { return test.at("name") == name; });
    return found == tests.end() ? json{} : *found;
}

TEST_P(Embedding, gives_tests_that_run_and_keep_what_they_find) {
    ASSERT_NO_FATAL_FAILURE(configure());
    const Ran built = shell(CONTEND_CMAKE " --build build --target counter_test --parallel 2");
    ASSERT_EQ(built.status, 0) << built.output;

    const json race = named(tests(), "mine.Counter.races_without");
    ASSERT_FALSE(race.is_null());
    EXPECT_EQ(property(race, "LABELS"), (json{"race", "slow"}));
    EXPECT_EQ(property(race, "PROCESSORS"), 2);
    EXPECT_EQ(property(race, "SKIP_RETURN_CODE"), 77);
    EXPECT_THAT(property(race, "REQUIRED_FILES"),
                Contains((folder_ / "project/embedded/tolerated.txt").string()));
    EXPECT_THAT(property(race, "ENVIRONMENT"),
                AllOf(Contains("CONTEND_EXECUTIONS=500"), Contains("CONTEND_JOBS=2"),
                      Contains("CONTEND_REGRESSIONS=" + corpus().string())));
    EXPECT_THAT(race.at("command").front(), HasSubstr("setarch"));

    const Ran first = shell("ctest --test-dir build --output-on-failure");
    EXPECT_THAT(first.output, AllOf(HasSubstr("1 tests failed out of 2"), HasSubstr("DATA RACE")));
    EXPECT_TRUE(fs::exists(folder_ / "build/contend-report/Counter.races_without.json"));
    ASSERT_TRUE(fs::exists(corpus() / "Counter.races_without.txt"));

    // What was found is a test of its own from the next build on.
    const Ran again = shell(CONTEND_CMAKE " --build build --target counter_test");
    EXPECT_EQ(again.status, 0) << again.output;
    const Ran past = shell("ctest --test-dir build -L race-regression --output-on-failure");
    EXPECT_THAT(past.output, AllOf(HasSubstr("mine.Counter.races_without.regressions"),
                                   HasSubstr("1 tests failed out of 1"), HasSubstr("DATA RACE")));
    EXPECT_TRUE(
        fs::exists(folder_ / "build/contend-report/regressions/Counter.races_without.json"));
}

INSTANTIATE_TEST_SUITE_P(By, Embedding, testing::Values("folder", "archive"),
                         [](const auto& of) { return std::string(of.param); });

TEST(AddTest, refuses_what_it_does_not_know) {
    const fs::path folder = fs::path(CONTEND_WORK) / "refused";
    fs::remove_all(folder);
    fs::create_directories(folder);
    const auto configure = [&](const std::string& arguments) {
        std::ofstream(folder / "CMakeLists.txt")
            << "cmake_minimum_required(VERSION 3.25)\nproject(refused LANGUAGES CXX)\n"
            << "set(CONTEND_TSAN ON)\ninclude(" << source << "/cmake/ContendAddTest.cmake)\n"
            << "contend_add_test(" << arguments << ")\n";
        return contend::test::shell(CONTEND_CMAKE " -S " + folder.string() + " -B " +
                                    folder.string() + "/build -DCMAKE_CXX_COMPILER=" CONTEND_CXX);
    };
    const Ran unknown = configure("t SCHEDULES 5 SOURCES t.cpp");
    EXPECT_NE(unknown.status, 0);
    EXPECT_THAT(unknown.output, HasSubstr("contend_add_test(t): unknown: SCHEDULES;5"));
    const Ran nothing = configure("t LIBRARIES m");
    EXPECT_NE(nothing.status, 0);
    EXPECT_THAT(nothing.output, HasSubstr("SOURCES is missing"));
    const Ran wrap = configure("t SOURCES t.cpp WRAP always");
    EXPECT_NE(wrap.status, 0);
    EXPECT_THAT(wrap.output, HasSubstr("WRAP is auto, setarch or none, not always"));
    fs::remove_all(folder);
}

TEST(Configuration, fails_where_ThreadSanitizer_is_required_and_off) {
    const std::string build = std::string(CONTEND_WORK) + "/required";
    const Ran ran = contend::test::shell(CONTEND_CMAKE " -S " + source + " -B " + build +
                                         " -DCONTEND_REQUIRE_TSAN=ON -DCONTEND_TSAN=OFF");
    EXPECT_NE(ran.status, 0);
    EXPECT_THAT(ran.output, HasSubstr("CONTEND_REQUIRE_TSAN is on and CONTEND_TSAN is off"));
    fs::remove_all(build);
}

}  // namespace
