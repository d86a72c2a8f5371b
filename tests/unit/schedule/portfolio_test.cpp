// Goal: each strategy has its part, the one that shows the rare a larger one.
#include <contend/schedule/portfolio.hpp>

#include <unit/schedule/subjects.hpp>

#include <gtest/gtest.h>

#include <memory>

namespace contend::schedule {
namespace {

constexpr Portfolio::Member all[] = {Portfolio::random, Portfolio::pct, Portfolio::surw,
                                     Portfolio::pos, Portfolio::feedback};

void run(Portfolio& portfolio, const test::Subject& subject, unsigned executions) {
    for (unsigned i = 0; i < executions; ++i) {
        const std::uint64_t seed = base::mix(i);
        subject.program.run(portfolio.next(seed), seed);
    }
}

TEST(Portfolio, gives_each_strategy_a_tenth) {
    const auto portfolio = std::make_unique<Portfolio>();
    run(*portfolio, test::turns(8), 1'000);
    unsigned total = 0;
    for (const Portfolio::Member member : all) {
        EXPECT_GE(portfolio->executions(member), 100U);
        total += portfolio->executions(member);
    }
    EXPECT_EQ(total, 1'000U);
}

// Only what builds on earlier executions gets far along the chain.
TEST(Portfolio, spends_most_where_rare_pairs_show) {
    const auto portfolio = std::make_unique<Portfolio>();
    run(*portfolio, test::turns(8), 3'000);
    for (const Portfolio::Member member : all)
        EXPECT_LE(portfolio->executions(member), portfolio->executions(Portfolio::feedback));
    EXPECT_GT(portfolio->executions(Portfolio::feedback),
              2 * portfolio->executions(Portfolio::pct));
}

// Five ways to see two locks; soon none is rare, and all are as good.
TEST(Portfolio, spreads_evenly_where_nothing_is_rare) {
    const auto portfolio = std::make_unique<Portfolio>();
    run(*portfolio, test::twostage(1), 5'000);
    for (const Portfolio::Member member : all)
        EXPECT_NEAR(portfolio->executions(member), 1'000, 300);
}

// At least a tenth of the executions are those of surw, which needs 17 and 194 (see surw_test.cpp).
// Geometric times with a mean of 170 are above 1,000 with probability 0.003; of 1,940 above 10,000, 0.006.
TEST(Portfolio, finds_what_one_of_its_strategies_finds) {
    const auto executions = [](const test::Subject& subject, unsigned executions_max) {
        const auto portfolio = std::make_unique<Portfolio>();
        const auto next = [&](std::uint64_t seed) -> Strategy& { return portfolio->next(seed); };
        return subject.executions_to_failure(next, 1, executions_max);
    };
    EXPECT_LT(executions(test::reorder(9), 1'000), 1'000U);
    EXPECT_LT(executions(test::turns(4), 2'000), 2'000U);
}

TEST(Portfolio, decides_alike_after_the_same_history) {
    const auto one = std::make_unique<Portfolio>();
    const auto other = std::make_unique<Portfolio>();
    const test::Subject subject = test::twostage(2);
    for (std::uint64_t i = 0; i < 500; ++i) {
        const std::uint64_t seed = base::mix(i);
        EXPECT_EQ(subject.program.run(one->next(seed), seed),
                  subject.program.run(other->next(seed), seed));
    }
}

}  // namespace
}  // namespace contend::schedule
