// Goal: an exploration says what it did, and never "passed" of what it did not do.
#include <unit/run/exploring.hpp>

#include <contend/report/file.hpp>

#include <gmock/gmock.h>

#include <mutex>

namespace contend::run {
namespace {

using contend::explore;
using report::Kind;
using ::testing::HasSubstr;

class Explore : public test::ExploringTest {};

TEST_F(Explore, passes_what_is_right_and_says_how_much_it_did) {
    const Result result = explore([] {
        std::atomic<int> counter = 0;
        test::run_threads(3, [&](unsigned) {
            for (int i = 0; i < 10; ++i) ++counter;
        });
    });
    EXPECT_TRUE(result.passed()) << result;
    const report::Stats& stats = result.report().stats;
    EXPECT_EQ(stats.executions, 2'000U);
    EXPECT_FALSE(stats.exhausted);
    EXPECT_GE(stats.scheduling_points, stats.executions);
    EXPECT_EQ(stats.strategy, "portfolio");
    EXPECT_THAT(result.text(), HasSubstr("2,000 executions"));
}

// One interleaving, a hundred times: every one of them is a new chance for the race detector.
TEST_F(Explore, ends_where_it_has_seen_everything) {
    const Result result = explore(test::no_race);
    EXPECT_TRUE(result.passed()) << result;
    EXPECT_TRUE(result.report().stats.exhausted);
    EXPECT_EQ(result.report().stats.executions, 100U);
    EXPECT_EQ(result.report().stats.interleavings, 1U);
    EXPECT_THAT(result.text(), HasSubstr("verified, every interleaving explored: 100 executions"));
}

TEST_F(Explore, writes_the_report_it_returns) {
    const Result result = explore(test::race);
    const auto file = folder_ / "reports" / report::file_name("", result.report().subject);
    const auto read = report::read_file(file);
    ASSERT_TRUE(read) << read.error().message.c_str();
    EXPECT_EQ(*read, result.report());
}

TEST_F(Explore, finds_a_race_and_confirms_it_in_a_fresh_process) {
    const Result result = explore(test::race);
    ASSERT_EQ(result.report().findings.size(), 1U) << result;
    const report::Finding& finding = result.report().findings.front();
    EXPECT_EQ(finding.kind, Kind::data_race);
    EXPECT_EQ(finding.stacks.size(), 2U);
    EXPECT_FALSE(finding.token.empty());
    EXPECT_GT(finding.confirmed.times, 0U);
    EXPECT_EQ(finding.confirmed.times, finding.confirmed.of);
}

TEST_F(Explore, finds_the_same_with_any_number_of_workers) {
    std::vector<std::string> tokens;
    for (const std::uint64_t jobs : {1U, 2U, 4U}) {
        options_.jobs = jobs;
        use();
        begin_again();
        const Result result = explore(test::racy_map());
        ASSERT_FALSE(result.report().findings.empty()) << result;
        tokens.push_back(result.report().findings.front().token);
    }
    EXPECT_EQ(tokens[0], tokens[1]);
    EXPECT_EQ(tokens[0], tokens[2]);
}

TEST_F(Explore, lets_processes_end_that_the_code_under_test_forks) {
    options_.executions = 20;
    use();
    const Result result = explore(test::fork_a_child);
    EXPECT_TRUE(result.passed()) << result;
}

TEST_F(Explore, says_of_a_deadlock_who_holds_what) {
    const Result result = explore([] {
        std::mutex left;
        std::mutex right;
        std::thread first([&] {
            const std::scoped_lock one(left);
            const std::scoped_lock two(right);
        });
        std::thread second([&] {
            const std::scoped_lock one(right);
            const std::scoped_lock two(left);
        });
        first.join();
        second.join();
    });
    ASSERT_EQ(result.report().findings.size(), 1U) << result;
    const std::string& summary = result.report().findings.front().summary;
    EXPECT_THAT(summary, HasSubstr("thread 1 waits for a mutex (held by thread 2)"));
    EXPECT_THAT(summary, HasSubstr("thread 2 waits for a mutex (held by thread 1)"));
}

TEST_F(Explore, names_the_thread_that_ended_with_a_lock) {
    const Result result = explore([] {
        std::mutex mutex;
        std::thread([&] { mutex.lock(); }).join();
        std::thread([&] { mutex.lock(); }).join();
    });
    ASSERT_EQ(result.report().findings.size(), 1U) << result;
    EXPECT_THAT(result.report().findings.front().summary,
                HasSubstr("thread 2 waits for a mutex (held by thread 1, which has ended)"));
}

TEST_F(Explore, does_not_pass_without_the_finding_that_is_expected) {
    EXPECT_TRUE(explore(body(test::race).expect("data-race")).passed());
    EXPECT_FALSE(explore(body(test::race).expect("deadlock")).passed());
    EXPECT_FALSE(explore(body(test::no_race).expect("data-race")).passed());
}

TEST_F(Explore, counts_what_is_tolerated_and_goes_on) {
    const Result result = explore(body(test::race).tolerate("contend::test::race", "on purpose"));
    EXPECT_TRUE(result.passed()) << result;
    ASSERT_EQ(result.report().findings.size(), 1U);
    ASSERT_TRUE(result.report().findings.front().tolerated);
    EXPECT_EQ(result.report().findings.front().tolerated->reason, "on purpose");
    EXPECT_GT(result.report().findings.front().tolerated->count, 1U);
    EXPECT_EQ(result.report().stats.executions, 100U);  // there is one interleaving
}

TEST_F(Explore, does_not_let_pass_what_only_the_one_before_tolerates) {
    EXPECT_TRUE(explore(body(test::race).tolerate("contend::test::race", "on purpose")).passed());
    EXPECT_FALSE(explore(test::race).passed());
}

TEST_F(Explore, survives_whatever_the_code_does) {
    const auto crash = [] {
        volatile int* const nothing = nullptr;
        *nothing = 1;
    };
    EXPECT_EQ(explore(crash).report().findings.at(0).kind, Kind::crash);
    EXPECT_EQ(explore([] { std::terminate(); }).report().findings.at(0).kind, Kind::terminate);
    EXPECT_EQ(explore([] { std::_Exit(0); }).report().findings.at(0).kind, Kind::crash);
    EXPECT_EQ(explore([] { throw 1; }).report().findings.at(0).kind, Kind::terminate);
}

TEST_F(Explore, says_what_is_wrong_with_a_specification) {
    const Result result = explore(spec<test::RacyMap>());
    EXPECT_FALSE(result.passed());
    EXPECT_TRUE(result.report().harness_error);
    EXPECT_THAT(result.text(), HasSubstr(".operation("));
}

TEST_F(Explore, numbers_the_explorations_of_a_test) {
    const std::string first = explore(test::no_race).report().subject;
    EXPECT_EQ(explore(test::no_race).report().subject, first + "#2");
}

}  // namespace
}  // namespace contend::run
