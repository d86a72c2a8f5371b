// Goal: each strategy has its part, the one that shows the rare a larger one.
#include <contend/schedule/portfolio.hpp>

#include <unit/schedule/subjects.hpp>

#include <gtest/gtest.h>

#include <memory>

namespace contend::schedule {
namespace {

constexpr Portfolio::Member all[] = {Portfolio::random, Portfolio::pct, Portfolio::surw,
                                     Portfolio::pos, Portfolio::feedback};

struct WithEverything {
    Exhaustive everything;
    Portfolio portfolio;

    explicit WithEverything(std::uint64_t everything_max) : portfolio(everything, everything_max) {}
};

std::shared_ptr<Portfolio> a_portfolio(std::uint64_t everything_max = 0) {
    const auto both = std::make_shared<WithEverything>(everything_max);
    return {both, &both->portfolio};
}

// Two threads that update one object so many times each.
test::Subject counting(unsigned each) {
    test::Subject subject;
    const std::vector<test::Line> lines(each, {EventKind::atomic_update, 0});
    std::vector<test::Line> first = lines;
    first.insert(first.begin(), {EventKind::create, 1});
    subject.program.scripts = {first, lines};
    return subject;
}

void run(Portfolio& portfolio, const test::Subject& subject, unsigned executions) {
    for (unsigned i = 0; i < executions; ++i) {
        const std::uint64_t seed = base::mix(i);
        subject.program.run(portfolio.next(seed), seed);
    }
}

TEST(Portfolio, gives_each_strategy_a_twentieth) {
    const auto portfolio = a_portfolio();
    run(*portfolio, test::turns(8), 1'000);
    unsigned total = 0;
    for (const Portfolio::Member member : all) {
        EXPECT_GE(portfolio->executions(member), 50U);
        total += portfolio->executions(member);
    }
    EXPECT_EQ(total, 1'000U);
}

// Only what builds on earlier executions gets far along the chain. If all paid alike, feedback would have a tenth of the round and
// two elevenths of the rest, 423.
TEST(Portfolio, spends_more_where_rare_pairs_show) {
    const auto portfolio = a_portfolio();
    run(*portfolio, test::turns(8), 3'000);
    EXPECT_GT(portfolio->executions(Portfolio::feedback), 600U);
    EXPECT_GT(portfolio->executions(Portfolio::feedback),
              2 * portfolio->executions(Portfolio::pct));
}

// Five ways to see two locks; soon none is rare, and all pay as little.
TEST(Portfolio, spreads_as_in_its_round_where_nothing_is_rare) {
    const auto portfolio = a_portfolio();
    run(*portfolio, test::twostage(1), 5'000);
    EXPECT_NEAR(portfolio->executions(Portfolio::random), 1'000, 300);
    EXPECT_NEAR(portfolio->executions(Portfolio::pct), 500, 200);
    EXPECT_NEAR(portfolio->executions(Portfolio::surw), 1'500, 400);
    EXPECT_NEAR(portfolio->executions(Portfolio::pos), 1'500, 400);
    EXPECT_NEAR(portfolio->executions(Portfolio::feedback), 500, 200);
}

// Two threads with two updates each have six interleavings.
TEST(Portfolio, sees_everything_where_there_is_little) {
    const auto both = std::make_unique<WithEverything>(1'000);
    unsigned executions = 0;
    while (!both->portfolio.has_seen_everything() && executions < 1'000) {
        run(both->portfolio, counting(2), 1);
        ++executions;
    }
    EXPECT_EQ(both->everything.interleavings(), 6U);
    EXPECT_EQ(executions, 100U);  // the least there are, for the race detector forgets
}

// With ten updates each there are 184,756.
TEST(Portfolio, gives_up_everything_after_its_share) {
    const auto both = std::make_unique<WithEverything>(300);
    run(both->portfolio, counting(10), 2'000);
    EXPECT_EQ(both->everything.interleavings(), 300U);
    EXPECT_FALSE(both->portfolio.has_seen_everything());
    unsigned others = 0;
    for (const Portfolio::Member member : all) others += both->portfolio.executions(member);
    EXPECT_EQ(others, 1'700U);
}

// At least three in twenty executions are those of surw, which needs 17 and 194 (see surw_test.cpp).
// Geometric times with a mean of 170 are above 1,000 with probability 0.003; of 1,940 above 10,000, 0.006.
TEST(Portfolio, finds_what_one_of_its_strategies_finds) {
    const auto executions = [](const test::Subject& subject, unsigned executions_max) {
        const auto portfolio = a_portfolio();
        const auto next = [&](std::uint64_t seed) -> Strategy& { return portfolio->next(seed); };
        return subject.executions_to_failure(next, 1, executions_max);
    };
    EXPECT_LT(executions(test::reorder(9), 1'000), 1'000U);
    EXPECT_LT(executions(test::turns(4), 2'000), 2'000U);
}

TEST(Portfolio, decides_alike_after_the_same_history) {
    const auto one = a_portfolio();
    const auto other = a_portfolio();
    const test::Subject subject = test::twostage(2);
    for (std::uint64_t i = 0; i < 500; ++i) {
        const std::uint64_t seed = base::mix(i);
        EXPECT_EQ(subject.program.run(one->next(seed), seed),
                  subject.program.run(other->next(seed), seed));
    }
}

}  // namespace
}  // namespace contend::schedule
