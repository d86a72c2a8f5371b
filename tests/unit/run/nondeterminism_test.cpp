// Goal: code that the same schedule does not repeat is a finding like others, with a place, a source, and a token that shows it
// again; and code whose state settles is none, in specifications and closures alike.
#include <unit/run/exploring.hpp>

#include <gmock/gmock.h>

#include <atomic>
#include <cstdlib>
#include <mutex>
#include <thread>

namespace contend::run {
namespace {

using contend::explore;
using report::Kind;
using ::testing::HasSubstr;

class Nondeterminism : public test::ExploringTest {};

class Striped {
public:
    void add() {
        const std::lock_guard lock(stripes_[std::rand() / 256 % 2]);
        ++total_;
    }

private:
    std::mutex stripes_[2];
    std::atomic<int> total_ = 0;
};

void choose_by_rand() {
    Striped striped;
    std::thread other([&] { striped.add(); });
    striped.add();
    other.join();
}

TEST_F(Nondeterminism, is_a_finding_with_its_place_and_likely_source) {
    const Result result = explore(choose_by_rand);
    ASSERT_EQ(result.report().findings.size(), 1u) << result;
    const report::Finding& finding = result.report().findings[0];
    EXPECT_EQ(finding.kind, Kind::nondeterminism);
    EXPECT_THAT(finding.summary, HasSubstr("the same schedule gives different executions"));
    EXPECT_THAT(finding.summary, HasSubstr("rand()"));
    EXPECT_THAT(result.text(), HasSubstr("nondeterminism_test.cpp:"));
    EXPECT_EQ(finding.stacks.size(), 2u) << result;
}

TEST_F(Nondeterminism, replays_from_its_token) {
    const std::string token = explore(choose_by_rand).report().findings.at(0).token;
    options_.replay = token;
    use();
    begin_again();
    const Result result = explore(choose_by_rand);
    ASSERT_EQ(result.report().findings.size(), 1u) << result;
    EXPECT_EQ(result.report().findings[0].kind, Kind::nondeterminism);
}

TEST_F(Nondeterminism, of_a_specification_is_found_too) {
    const Result result = explore(
        spec<Striped>().operation("add", &Striped::add).threads(2).operations_per_thread(1, 3));
    ASSERT_EQ(result.report().findings.size(), 1u) << result;
    EXPECT_EQ(result.report().findings[0].kind, Kind::nondeterminism);
}

// Every other execution takes the other lock. To the search for everything that looks like a choice it has not made.
TEST_F(Nondeterminism, is_found_where_everything_seems_to_have_been_executed) {
    options_.strategy = "exhaustive";
    use();
    const Result result = explore([] {
        static unsigned executions = 0;
        const unsigned stripe = ++executions % 2;
        std::mutex stripes[2];
        std::thread other([&] { const std::lock_guard lock(stripes[stripe]); });
        std::thread another([&] { const std::lock_guard lock(stripes[0]); });
        other.join();
        another.join();
    });
    ASSERT_EQ(result.report().findings.size(), 1u) << result;
    EXPECT_EQ(result.report().findings[0].kind, Kind::nondeterminism);
}

TEST_F(Nondeterminism, is_told_once) {
    options_.findings = 3;
    use();
    EXPECT_EQ(explore(choose_by_rand).report().findings.size(), 1u);
}

// What is counted and what is repeated are two things.
TEST_F(Nondeterminism, is_looked_for_without_executions_that_count) {
    options_.strategy = "random";
    use();
    const Result result = explore([] {
        std::mutex mutex;
        const auto use = [&] { const std::lock_guard lock(mutex); };
        std::thread other(use);
        use();
        other.join();
    });
    EXPECT_TRUE(result.passed()) << result;
    EXPECT_EQ(result.report().stats.executions, options_.executions);
}

}  // namespace
}  // namespace contend::run
