// Goal: shards divide a search: nothing is done twice, and all is done. Method: each shard of a search, one after the other.
#include <unit/run/exploring.hpp>

#include <gmock/gmock.h>

#include <atomic>

namespace contend::run {
namespace {

using contend::explore;
using ::testing::HasSubstr;

class Shards : public test::ExploringTest {
protected:
    template <class Subject>
    report::Report of(const Subject& subject, unsigned shard, unsigned shards) {
        options_.shard = std::to_string(shard) + "/" + std::to_string(shards);
        use();
        begin_again();
        return explore(subject).report();
    }
};

Spec<std::atomic<int>> counter() {
    return spec<std::atomic<int>>()
        .operation("add", [](std::atomic<int>& value) { return ++value; })
        .threads(2)
        .operations_per_thread(1, 3);
}

TEST_F(Shards, divide_the_executions) {
    options_.executions = 2'002;
    std::uint64_t executions = 0;
    for (unsigned shard = 0; shard < 4; ++shard) {
        const report::Report report = of(counter(), shard, 4);
        EXPECT_EQ(report.verdict, report::Verdict::passed);
        EXPECT_EQ(report.stats.executions, shard < 2 ? 501U : 500U);
        EXPECT_THAT(report.stats.shards, ::testing::ElementsAre(std::to_string(shard) + "/4"));
        executions += report.stats.executions;
    }
    EXPECT_EQ(executions, 2'002U);
}

TEST_F(Shards, pass_over_where_there_is_nothing_left_for_them) {
    options_.executions = 1;
    EXPECT_EQ(of(counter(), 0, 2).stats.executions, 1U);
    const report::Report second = of(counter(), 1, 2);
    EXPECT_EQ(second.verdict, report::Verdict::passed);
    EXPECT_EQ(second.stats.executions, 0U);
    EXPECT_THAT(second.reason, HasSubstr("fewer executions than shards"));
}

TEST_F(Shards, leave_every_interleaving_to_the_first) {
    const auto body = [] {
        std::atomic<int> value = 0;
        test::run_threads(3, [&](unsigned) { ++value; });
    };
    options_.strategy = "exhaustive";
    const report::Report first = of(body, 0, 2);
    EXPECT_TRUE(first.stats.exhausted);
    EXPECT_EQ(first.stats.executions, 6U);
    const report::Report second = of(body, 1, 2);
    EXPECT_EQ(second.verdict, report::Verdict::passed);
    EXPECT_FALSE(second.stats.exhausted);
    EXPECT_EQ(second.stats.executions, 0U);
    EXPECT_THAT(second.reason, HasSubstr("shard 0 explores every interleaving"));
}

// By default, too, the other one does not look for them: it spends all its executions on other schedules.
TEST_F(Shards, search_elsewhere_in_a_closure) {
    const auto body = [] {
        std::atomic<int> value = 0;
        test::run_threads(3, [&](unsigned) { ++value; });
    };
    EXPECT_TRUE(of(body, 0, 2).stats.exhausted);
    const report::Report second = of(body, 1, 2);
    EXPECT_FALSE(second.stats.exhausted);
    EXPECT_EQ(second.stats.executions, 1'000U);
}

}  // namespace
}  // namespace contend::run
