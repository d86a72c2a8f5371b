#include <contend/report/file.hpp>

#include "generators.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <thread>

namespace contend::report {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(FileName, is_the_suite_and_the_test) {
    EXPECT_EQ(file_name("Cache", "IsLinearizable"), "Cache.IsLinearizable.json");
    EXPECT_EQ(file_name("", "main"), "main.json");
    EXPECT_EQ(file_name("All/Cache", "Works/3"), "All+Cache.Works+3.json");
}

TEST(FileName, never_leaves_the_directory_and_is_never_hidden) {
    for (const char* name : {"../../etc/passwd", "/etc/passwd", "..", ".", "", ".hidden"}) {
        const std::string file = file_name("", name);
        EXPECT_EQ(file.find('/'), std::string::npos) << file;
        EXPECT_NE(file.front(), '.') << file;
    }
}

TEST(FileName, keeps_strange_names_apart) {
    EXPECT_NE(file_name("", "a b"), file_name("", "a_b"));
    EXPECT_NE(file_name("", "a b"), file_name("", "a:b"));
    EXPECT_NE(file_name("", std::string(300, 'x') + "1"),
              file_name("", std::string(300, 'x') + "2"));
}

RC_GTEST_PROP(FileName, fits_every_file_system,
              (const std::string& suite, const std::string& test)) {
    const std::string name = file_name(suite, test);
    RC_ASSERT(name.size() <= 255U);
    RC_ASSERT(name.size() > std::string{".json"}.size());
    RC_ASSERT(std::all_of(name.begin(), name.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 ||
               std::string{"_-.+"}.find(static_cast<char>(c)) != std::string::npos;
    }));
}

class File : public ::testing::Test {
protected:
    File()
        : directory_(fs::path{::testing::TempDir()} /
                     ("contend_file_test_" + std::to_string(getpid()))) {}
    ~File() override {
        std::error_code ignored;
        fs::remove_all(directory_, ignored);
    }

    static Report report(const std::string& subject) {
        Report report;
        report.subject = subject;
        report.verdict = Verdict::passed;
        return report;
    }

    fs::path directory_;
};

TEST_F(File, is_read_as_it_was_written) {
    const fs::path path = directory_ / "deep" / "er" / "a.json";
    const base::Result<std::string> written = write_file(path, report("A"));
    ASSERT_TRUE(written.ok()) << written.error().message.c_str();
    EXPECT_EQ(written.value(), path.string());
    const base::Result<Report> read = read_file(path);
    ASSERT_TRUE(read.ok()) << read.error().message.c_str();
    EXPECT_EQ(read.value(), report("A"));
}

TEST_F(File, leaves_nothing_beside_it) {
    ASSERT_TRUE(write_file(directory_ / "a.json", report("A")).ok());
    ASSERT_TRUE(write_file(directory_ / "a.json", report("B")).ok());
    EXPECT_EQ(std::distance(fs::directory_iterator{directory_}, fs::directory_iterator{}), 1);
    EXPECT_EQ(read_file(directory_ / "a.json").value().subject, "B");
}

// A reader that polls while two writers replace the file must never see half a report.
TEST_F(File, is_always_whole_for_a_reader) {
    const fs::path path = directory_ / "a.json";
    ASSERT_TRUE(write_file(path, report(std::string(100'000, 'a'))).ok());
    std::atomic<bool> done{false};
    const auto write = [&](char letter) {
        for (int i = 0; i < 50; ++i)
            EXPECT_TRUE(write_file(path, report(std::string(100'000, letter))).ok());
    };
    std::thread first{write, 'b'};
    std::thread second{write, 'c'};
    std::thread reader{[&] {
        while (!done) EXPECT_TRUE(read_file(path).ok());
    }};
    first.join();
    second.join();
    done = true;
    reader.join();
}

TEST_F(File, that_cannot_be_written_is_an_error_with_its_path) {
    fs::create_directories(directory_);
    std::ofstream{directory_ / "in_the_way"} << "x";
    const base::Result<std::string> written =
        write_file(directory_ / "in_the_way" / "a.json", report("A"));
    ASSERT_FALSE(written.ok());
    EXPECT_THAT(written.error().message.c_str(), HasSubstr((directory_ / "in_the_way").string()));
    EXPECT_THAT(written.error().message.c_str(), HasSubstr("CONTEND_REPORT_DIR"));
}

TEST_F(File, that_would_replace_a_directory_is_an_error_and_leaves_nothing) {
    fs::create_directories(directory_ / "a.json" / "inside");
    EXPECT_FALSE(write_file(directory_ / "a.json", report("A")).ok());
    EXPECT_EQ(std::distance(fs::directory_iterator{directory_}, fs::directory_iterator{}), 1);
}

TEST_F(File, that_is_no_report_is_an_error_with_its_path) {
    fs::create_directories(directory_);
    const fs::path foreign = directory_ / "package.json";
    std::ofstream{foreign} << R"({"name": "left-pad"})";
    EXPECT_THAT(read_file(foreign).error().message.c_str(),
                StartsWith("cannot use " + foreign.string() + ": "));
    const fs::path missing = directory_ / "missing.json";
    EXPECT_THAT(read_file(missing).error().message.c_str(),
                StartsWith("cannot read " + missing.string()));
    EXPECT_THAT(read_file(directory_).error().message.c_str(), HasSubstr("is a directory"));
}

TEST_F(File, without_an_end_is_refused_not_read_for_ever) {
    EXPECT_THAT(read_file("/dev/zero").error().message.c_str(),
                HasSubstr("larger than any contend report"));
}

}  // namespace
}  // namespace contend::report
