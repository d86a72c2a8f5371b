#pragma once

#include <contend/contend.hpp>
#include <contend/interpose/control.hpp>
#include <contend/report/report.hpp>
#include <contend/run/session.hpp>

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

/// Explorations in the tests' own process, each with options and a folder of its own.
namespace contend::test {

class ExploringTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (!interpose::tsan_linked()) GTEST_SKIP() << "needs a build with ThreadSanitizer";
        const auto& info = *::testing::UnitTest::GetInstance()->current_test_info();
        const std::string name = std::string(info.test_suite_name()) + "." + info.name();
        run::session().begin_test(name, "--gtest_filter=" + name);
        folder_ = std::filesystem::temp_directory_path() /
                  ("contend_" + name + "_" + std::to_string(getpid()));
        options_ = *run::options_from_environment();
        options_.report_dir = folder_ / "reports";
        options_.progress = "none";
        options_.executions = 2'000;
        options_.profile = 0;
        use();
    }

    void TearDown() override {
        if (folder_.empty()) return;
        run::session().end_test();
        std::filesystem::remove_all(folder_);
    }

    void use() { ASSERT_TRUE(run::session().use(options_)); }

    /// As the next process would see it: the test's first exploration again.
    static void begin_again() {
        const std::string argument = run::session().test_argument();
        const std::string name = argument.substr(argument.find('=') + 1);
        run::session().begin_test(name, argument);
    }

    static std::string contents(const std::filesystem::path& path) {
        std::ostringstream text;
        text << std::ifstream(path).rdbuf();
        return text.str();
    }

    std::filesystem::path folder_;
    run::Options options_;
};

/// A map with no lock.
class RacyMap {
public:
    void put(int key, int value) { map_[key] = value; }
    int size() const { return static_cast<int>(map_.size()); }

private:
    std::map<int, int> map_;
};

inline Spec<RacyMap> racy_map() {
    return spec<RacyMap>()
        .operation("put", &RacyMap::put)
        .operation("size", &RacyMap::size)
        .threads(3)
        .operations_per_thread(3, 4);
}

inline void race() {
    auto value = std::make_unique<int>(0);
    std::thread other([&] { *value = 1; });
    *value = 2;
    other.join();
}

/// A child process that ends in its own way.
inline void fork_a_child() {
    const pid_t child = fork();
    if (child == 0) _exit(7);
    int status = 0;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(WEXITSTATUS(status), 7);
}

/// Starts `count` threads that run body(0), body(1), … and waits for them.
template <class Body> void run_threads(unsigned count, Body body) {
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < count; ++i) threads.emplace_back(body, i);
    for (std::thread& thread : threads) thread.join();
}

inline void no_race() {
    std::thread([] {}).join();
}

}  // namespace contend::test
