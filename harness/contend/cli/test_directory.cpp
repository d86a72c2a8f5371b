#include <contend/cli/test_run.hpp>

#include <contend/run/error.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include <unistd.h>

#include <algorithm>
#include <map>
#include <regex>

namespace contend::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

std::vector<std::string> ctest(const fs::path& directory, const TestSettings& settings) {
    std::vector<std::string> command = {"ctest", "--test-dir", directory.string()};
    if (!settings.tests.empty()) command.insert(command.end(), {"-R", settings.tests});
    if (!settings.label.empty()) command.insert(command.end(), {"-L", settings.label});
    return command;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

const Json* find(const Json& object, const char* key) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

// Of the environment of a test: NAME=value.
std::vector<std::string> environment_of(const Json& test) {
    const Json* properties = find(test, "properties");
    if (properties == nullptr || !properties->is_array()) return {};
    for (const Json& property : *properties) {
        if (property.value("name", "") != "ENVIRONMENT") continue;
        const Json* values = find(property, "value");
        if (values != nullptr && values->is_array()) return values->get<std::vector<std::string>>();
    }
    return {};
}

std::string subject_of(const Json& test) {
    const Json* command = find(test, "command");
    if (command == nullptr || !command->is_array()) return {};
    const std::string flag = "--gtest_filter=";
    for (const Json& word : *command) {
        const std::string text = word.is_string() ? word.get<std::string>() : "";
        if (text.rfind(flag, 0) == 0) return text.substr(flag.size());
    }
    return {};
}

void add(const Json& test, TestDirectory& directory) {
    ++directory.count;
    directory.subjects.emplace_back(test.value("name", ""), subject_of(test));
    const std::string variable = "CONTEND_REPORT_DIR=";
    for (const std::string& entry : environment_of(test)) {
        if (entry.rfind(variable, 0) != 0) continue;
        const fs::path reports = entry.substr(variable.size());
        if (std::find(directory.report_dirs.begin(), directory.report_dirs.end(), reports) ==
            directory.report_dirs.end())
            directory.report_dirs.push_back(reports);
    }
}

TestOutcome outcome_of(const pugi::xml_node& test) {
    TestOutcome outcome{.name = test.attribute("name").as_string(), .subject = {}};
    outcome.seconds = test.attribute("time").as_double();
    outcome.output = test.child("system-out").text().as_string();
    const std::string status = test.attribute("status").as_string();
    if (status == "fail") {
        outcome.result = TestOutcome::Result::failed;
        outcome.ending = test.child("failure").attribute("message").as_string();
    } else if (status != "run") {
        outcome.result = TestOutcome::Result::skipped;
        outcome.ending = test.child("skipped").attribute("message").as_string();
    }
    return outcome;
}

// "12/40 Test  #3: Suite.Test .......   Passed    0.05 sec": the rest is in the JUnit file, when all are over.
void tell_line(const std::string& line, const TestOver& over) {
    static const std::regex pattern(
        R"(^ *\d+/\d+ Test +#\d+: (\S+) \.*(\*\*\*)? *(.*?) +([\d.]+) sec.*)");
    std::smatch match;
    if (!std::regex_match(line, match, pattern)) return;
    TestOutcome outcome{.name = match[1], .subject = {}};
    outcome.seconds = std::stod(match[4]);
    if (match[3].str().find("Skipped") != std::string::npos)
        outcome.result = TestOutcome::Result::skipped;
    else if (match[2].matched)
        outcome.result = TestOutcome::Result::failed;
    outcome.ending = match[3];
    over(outcome);
}

/// A file that is gone with it.
struct TemporaryFile {
    TemporaryFile() {
        std::string name = (fs::temp_directory_path() / "contend-junit-XXXXXX").string();
        const int file = mkstemp(name.data());
        if (file >= 0) close(file);
        path = name;
    }
    ~TemporaryFile() {
        std::error_code ignored;
        fs::remove(path, ignored);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    fs::path path;
};

}  // namespace

bool is_test_directory(const fs::path& path) { return fs::exists(path / "CTestTestfile.cmake"); }

base::Result<TestDirectory> tests_of_directory(const fs::path& path, const TestSettings& settings) {
    std::vector<std::string> command = ctest(path, settings);
    command.emplace_back("--show-only=json-v1");
    const Ended listed = run_to_end(command);
    const Json listing =
        Json::parse(listed.output.substr(std::min(listed.output.find('{'), listed.output.size())),
                    nullptr, false);
    const Json* tests = find(listing, "tests");
    if (listed.status != 0 || tests == nullptr || !tests->is_array())
        return run::error("cannot list the tests of {}: {}; is it built?", path.string(),
                          first_line(listed.output));
    TestDirectory directory{.path = path};
    for (const Json& test : *tests) add(test, directory);
    return directory;
}

base::Result<std::vector<TestOutcome>> run_directory_tests(const TestDirectory& directory,
                                                           const TestSettings& settings,
                                                           const TestOver& over) {
    const TemporaryFile junit;
    std::vector<std::string> command = ctest(directory.path, settings);
    command.insert(command.end(), {"--parallel", std::to_string(settings.at_a_time),
                                   "--output-junit", junit.path.string()});
    const Ended ended = run_to_end(command, settings.environment,
                                   [&](const std::string& line) { tell_line(line, over); });
    pugi::xml_document document;
    if (!document.load_file(junit.path.c_str()))
        return run::error("ctest could not run the tests of {}: {}", directory.path.string(),
                          first_line(ended.output));
    const std::map<std::string, std::string> subjects(directory.subjects.begin(),
                                                      directory.subjects.end());
    std::vector<TestOutcome> outcomes;
    for (const pugi::xml_node& test : document.child("testsuite").children("testcase")) {
        TestOutcome& outcome = outcomes.emplace_back(outcome_of(test));
        if (const auto known = subjects.find(outcome.name); known != subjects.end())
            outcome.subject = known->second;
    }
    return outcomes;
}

}  // namespace contend::cli
