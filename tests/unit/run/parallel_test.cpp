// Goal: the strategy `parallel` runs threads freely, on real time and in the real kernel, and what it finds gets a token
// wherever control can show it too.
#include <unit/run/exploring.hpp>

#include <gmock/gmock.h>

#include <unistd.h>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <thread>

namespace contend::run {
namespace {

using contend::explore;
using report::Kind;
using ::testing::AllOf;
using ::testing::HasSubstr;

class Parallel : public test::ExploringTest {
protected:
    void SetUp() override {
        test::ExploringTest::SetUp();
        options_.strategy = "parallel";
        options_.executions = 300;
        options_.hang_timeout = 1'000;
        use();
    }
};

const report::Finding& only_finding(const Result& result) {
    EXPECT_EQ(result.report().findings.size(), 1U) << result;
    static const report::Finding none;
    return result.report().findings.empty() ? none : result.report().findings.front();
}

TEST_F(Parallel, passes_what_is_right) {
    const Result result = explore(test::no_race);
    EXPECT_TRUE(result.passed()) << result;
    EXPECT_EQ(result.report().stats.executions, 300U);
    EXPECT_EQ(result.report().stats.strategy, "parallel");
}

TEST_F(Parallel, runs_what_control_can_not) {
    const Result result = explore([] {
        int ends[2] = {};
        ASSERT_EQ(pipe(ends), 0);
        char letter = 0;
        std::thread reader([&] { EXPECT_EQ(read(ends[0], &letter, 1), 1); });
        std::thread writer([&] { EXPECT_EQ(write(ends[1], "x", 1), 1); });
        reader.join();
        writer.join();
        EXPECT_EQ(letter, 'x');
        close(ends[0]);
        close(ends[1]);
    });
    EXPECT_TRUE(result.passed()) << result;
}

TEST_F(Parallel, gives_a_race_the_token_it_has_under_control) {
    const Result result = explore(test::race);
    const report::Finding& finding = only_finding(result);
    EXPECT_EQ(finding.kind, Kind::data_race);
    EXPECT_FALSE(finding.token.empty()) << result;
    EXPECT_GT(finding.confirmed.times, 0U);
}

// Each waits in the kernel for the other, so that control can go neither way.
TEST_F(Parallel, reports_without_a_token_what_control_can_not_show) {
    const Result result = explore([] {
        int there[2] = {};
        int back[2] = {};
        ASSERT_EQ(pipe(there), 0);
        ASSERT_EQ(pipe(back), 0);
        int value = 0;
        const auto meet = [&value](int to, int from) {
            char letter = 'x';
            EXPECT_EQ(write(to, &letter, 1), 1);
            EXPECT_EQ(read(from, &letter, 1), 1);
            ++value;
        };
        std::thread first(meet, there[1], back[0]);
        std::thread second(meet, back[1], there[0]);
        first.join();
        second.join();
        for (const int end : {there[0], there[1], back[0], back[1]}) close(end);
    });
    const report::Finding& finding = only_finding(result);
    EXPECT_EQ(finding.kind, Kind::data_race);
    EXPECT_TRUE(finding.token.empty());
    EXPECT_THAT(result.text(), AllOf(HasSubstr("thread 1"), HasSubstr("thread 2"),
                                     HasSubstr("not found under control")));
}

TEST_F(Parallel, finds_a_deadlock_and_shows_where_everybody_waits) {
    const Result result = explore([] {
        std::mutex mutex;
        std::condition_variable never;
        std::thread waits([&] {
            std::unique_lock lock(mutex);
            never.wait(lock);
        });
        waits.join();
    });
    const report::Finding& finding = only_finding(result);
    EXPECT_EQ(finding.kind, Kind::lost_wakeup) << result;
    EXPECT_THAT(finding.summary, HasSubstr("thread 1 waits for a condition variable"));
    EXPECT_FALSE(finding.token.empty()) << result;
}

TEST_F(Parallel, finds_a_crash_on_whatever_thread) {
    const Result result =
        explore([] { std::thread([] { *static_cast<volatile int*>(nullptr) = 1; }).join(); });
    EXPECT_EQ(only_finding(result).kind, Kind::crash) << result;
}

TEST_F(Parallel, waits_for_threads_that_the_test_does_not_wait_for) {
    const Result result = explore([] {
        const auto value = std::make_shared<int>(0);
        std::thread([value] {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
            if (*value == 0) std::abort();
        }).detach();
    });
    EXPECT_EQ(only_finding(result).kind, Kind::crash) << result;
}

TEST_F(Parallel, lets_processes_end_that_the_code_under_test_forks) {
    options_.executions = 20;
    use();
    const Result result = explore(test::fork_a_child);
    EXPECT_TRUE(result.passed()) << result;
}

}  // namespace
}  // namespace contend::run
