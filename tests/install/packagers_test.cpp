// Goal: contend is a port of vcpkg and a recipe of Conan: what they install is whole, and a race is found with it. Method:
// neither can be had everywhere, so packagers/ does what they do: the port and the recipe themselves are run there, with the
// real compiler, and a user's project is built against what they leave.
#include "../support/shell.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

namespace fs = std::filesystem;
using Ran = contend::test::ShellRan;

const fs::path source = CONTEND_SOURCE;
const fs::path port = source / "cmake/packaging/vcpkg/contend";
const fs::path recipe = source / "cmake/packaging/conan";
const std::string packagers = CONTEND_SUBJECTS "/packagers";

std::string read(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

/// The one place that says it.
std::string version_of_the_project() {
    std::smatch match;
    const std::string lists = read(source / "CMakeLists.txt");
    return std::regex_search(lists, match, std::regex(R"(project\(contend VERSION ([0-9.]+))"))
               ? match[1].str()
               : "";
}

/// The packages that the project finds, the operating system's own left out.
std::set<std::string> packages_of_the_project() {
    static const std::regex call(R"(find_package\((\w+))");
    const std::string lists = read(source / "CMakeLists.txt");
    std::set<std::string> packages;
    for (std::sregex_iterator at(lists.begin(), lists.end(), call), end; at != end; ++at)
        packages.insert((*at)[1]);
    packages.erase("Threads");
    return packages;
}

/// Their names in vcpkg and in Conan, where these are others.
std::set<std::string> translated(const std::map<std::string, std::string>& names) {
    std::set<std::string> translated;
    for (const std::string& package : packages_of_the_project()) {
        const auto name = names.find(package);
        translated.insert(name == names.end() ? package : name->second);
    }
    return translated;
}

class Packager : public testing::Test {
protected:
    void SetUp() override {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    void TearDown() override {
        if (!HasFailure()) fs::remove_all(folder_);
    }

    Ran shell(const std::string& command) const {
        return contend::test::shell("cd '" + folder_.string() + "' && (" + command + ")");
    }

    /// No folder that was there when the package was built is named in it.
    void expect_can_be_moved(const fs::path& package) const {
        static const std::set<std::string> texts = {".cmake", ".pc", ".hpp", ".inc", ""};
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(package)) {
            const fs::path& path = entry.path();
            if (!entry.is_regular_file() || texts.count(path.extension().string()) == 0 ||
                path.filename() == "contend")
                continue;
            const std::string text = read(path);
            EXPECT_EQ(text.find(CONTEND_WORK), std::string::npos) << path;
            EXPECT_EQ(text.find(CONTEND_SOURCE), std::string::npos) << path;
        }
    }

    /// One for both, so that the second finds the first one's objects in the compiler cache.
    const fs::path folder_ = fs::path(CONTEND_WORK) / "packagers";
};

class Vcpkg : public Packager {
protected:
    /// What vcpkg looks for in a package before it takes it.
    static void expect_passes_the_checks_after_a_build(const fs::path& package) {
        std::set<std::string> top;
        for (const fs::directory_entry& entry : fs::directory_iterator(package))
            top.insert(entry.path().filename().string());
        EXPECT_EQ(top, (std::set<std::string>{"include", "lib", "share", "tools"}));
        EXPECT_FALSE(fs::exists(package / "lib/cmake"));
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(package))
            EXPECT_FALSE(entry.is_directory() && fs::is_empty(entry)) << entry.path();
        EXPECT_EQ(read(package / "share/contend/copyright"), read(source / "LICENSE"));
        EXPECT_EQ(read(package / "share/contend/usage"), read(port / "usage"));
    }

    void expect_a_race_is_found_with(const fs::path& package) const {
        const Ran built =
            shell(CONTEND_CMAKE " -S " CONTEND_SUBJECTS
                                "/package -B consumer -G Ninja "
                                "-DCMAKE_CXX_COMPILER=" CONTEND_CXX " -DCMAKE_PREFIX_PATH=" +
                  package.string() + " && " CONTEND_CMAKE " --build consumer --parallel 2");
        ASSERT_EQ(built.status, 0) << built.output;
        const Ran passes = shell("consumer/counter_test --gtest_filter=*lock");
        EXPECT_EQ(passes.status, 0) << passes.output;
        const Ran races = shell("consumer/counter_test --gtest_filter=*without");
        EXPECT_EQ(races.status, 1) << races.output;
        EXPECT_THAT(races.output, AllOf(HasSubstr("DATA RACE"), HasSubstr("counter_test.cpp:")));
        const Ran explored = shell((package / "tools/contend/contend").string() +
                                   " run --progress none -- consumer/counter");
        EXPECT_EQ(explored.status, 1) << explored.output;
        EXPECT_THAT(explored.output, HasSubstr("exit status 1"));
    }
};

TEST_F(Vcpkg, installs_a_package_that_finds_a_race) {
    const Ran made = shell(
        CONTEND_CMAKE " -D CONTEND_SOURCE=" CONTEND_SOURCE " -D CONTEND_WORK=" + folder_.string() +
        " -D CONTEND_CXX=" CONTEND_CXX " -D CONTEND_LAUNCHER=" CONTEND_LAUNCHER " -P " + packagers +
        "/vcpkg.cmake");
    ASSERT_EQ(made.status, 0) << made.output;
    expect_passes_the_checks_after_a_build(folder_ / "packages/contend");
    expect_can_be_moved(folder_ / "packages/contend");

    // From the folder of the package vcpkg moves it to where it is used, and what it was built from may go.
    fs::rename(folder_ / "packages/contend", folder_ / "installed");
    fs::remove_all(folder_ / "source");
    expect_a_race_is_found_with(folder_ / "installed");
}

TEST(VcpkgManifest, says_what_the_project_says) {
    const json manifest = json::parse(read(port / "vcpkg.json"));
    EXPECT_EQ(manifest.at("name"), port.filename().string());
    EXPECT_EQ(manifest.at("version"), version_of_the_project());
    EXPECT_EQ(manifest.at("license"), "MIT");
    EXPECT_THAT(read(source / "LICENSE"), StartsWith("MIT License"));
    EXPECT_EQ(manifest.at("supports"), "linux & (x64 | arm64)");
    EXPECT_FALSE(manifest.at("description").empty());
    // A manifest with a field that vcpkg does not know is refused.
    for (const auto& [field, value] : manifest.items())
        EXPECT_THAT(field, testing::AnyOf("name", "version", "description", "homepage", "license",
                                          "supports", "dependencies"));

    std::set<std::string> libraries, tools;
    for (const json& dependency : manifest.at("dependencies")) {
        if (dependency.is_string()) {
            libraries.insert(dependency.get<std::string>());
        } else {
            EXPECT_EQ(dependency.at("host"), true);
            tools.insert(dependency.at("name").get<std::string>());
        }
    }
    EXPECT_EQ(
        libraries,
        translated({{"nlohmann_json", "nlohmann-json"}, {"CLI11", "cli11"}, {"GTest", "gtest"}}));
    EXPECT_EQ(tools, (std::set<std::string>{"vcpkg-cmake", "vcpkg-cmake-config"}));
}

class Conan : public Packager {
protected:
    void SetUp() override {
        if (contend::test::shell("command -v python3").status != 0) GTEST_SKIP() << "needs python3";
        Packager::SetUp();
    }

    static void expect_refuses_what_contend_does_not_run_on(const json& refused) {
        std::set<std::string> settings;
        for (const auto& [setting, reason] : refused.items())
            if (!reason.is_null()) settings.insert(setting);
        EXPECT_EQ(settings, (std::set<std::string>{"os=Windows", "os=Macos", "arch=x86",
                                                   "compiler=msvc", "compiler.version=11",
                                                   "compiler.cppstd=14", "compiler.cppstd=gnu98"}))
            << refused.dump(2);
    }

    static void expect_requires_what_the_project_finds(const json& required) {
        std::set<std::string> names;
        for (const auto& [reference, traits] : required.items())
            names.insert(reference.substr(0, reference.find('/')));
        EXPECT_EQ(names, translated({{"CLI11", "cli11"}, {"GTest", "gtest"}}));
    }
};

TEST_F(Conan, creates_a_package_that_finds_a_race) {
    const Ran created =
        shell("PYTHONDONTWRITEBYTECODE=1 python3 " + packagers + "/create.py --recipe " +
              recipe.string() + " --work " + folder_.string() +
              " --compiler " CONTEND_CXX " --launcher '" CONTEND_LAUNCHER
              "' --name " CONTEND_COMPILER_NAME " --version " CONTEND_COMPILER_VERSION);
    ASSERT_EQ(created.status, 0) << created.output;
    EXPECT_THAT(created.output,
                AllOf(HasSubstr("Counter.is_right_under_a_lock"),
                      HasSubstr("Counter.races_without"), HasSubstr("100% tests passed"),
                      HasSubstr("out of 2"), HasSubstr("contend " + version_of_the_project())));

    const fs::path package = folder_ / "package";
    EXPECT_EQ(read(package / "licenses/LICENSE"), read(source / "LICENSE"));
    EXPECT_TRUE(fs::exists(package / "lib/cmake/contend/contendConfig.cmake"));
    expect_can_be_moved(package);

    const json said = json::parse(read(folder_ / "recipe.json"));
    EXPECT_EQ(said.at("name"), "contend");
    EXPECT_EQ(said.at("version"), version_of_the_project());
    expect_refuses_what_contend_does_not_run_on(said.at("refused"));
    expect_requires_what_the_project_finds(said.at("requires"));
    // A binary is of one compiler and one version of it, whatever the standard of who uses it.
    EXPECT_EQ(said.at("package_id").at("compiler.version"), CONTEND_COMPILER_VERSION);
    EXPECT_FALSE(said.at("package_id").contains("compiler.cppstd"));
}

}  // namespace
