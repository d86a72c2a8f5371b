#include "journal.hpp"

#include <contend/scenario/shrink.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace contend::scenario {
namespace {

int count_puts(const Plan& plan, std::uint32_t put) {
    int puts = 0;
    for (const std::vector<Call>& thread : plan.threads) {
        for (const Call& call : thread) puts += call.operation == put ? 1 : 0;
    }
    return puts;
}

constexpr std::uint32_t put_index = 1;  // in journal_spec()

bool puts_twice(const Plan& plan) { return count_puts(plan, put_index) >= 2; }

RC_GTEST_PROP(Shrink, ends_at_a_plan_no_shrink_of_which_fails, (std::uint64_t seed)) {
    const rc::Shrinkable<Plan> plan = draw(*journal_spec().subject(), seed);
    RC_PRE(puts_twice(plan.value()));
    const Shrunk shrunk = shrink(plan, puts_twice);
    RC_ASSERT(!shrunk.limit_hit);
    RC_ASSERT(puts_twice(shrunk.best.value()));
    rc::Seq<rc::Shrinkable<Plan>> left = shrunk.best.shrinks();
    while (const auto candidate = left.next()) RC_ASSERT(!puts_twice(candidate->value()));
    // Locally minimal is here: nothing but the two calls, each as simple as can be.
    RC_ASSERT(size(shrunk.best.value()) == 2u);
}

RC_GTEST_PROP(Shrink, tries_no_plan_twice, (std::uint64_t seed)) {
    const auto subject = journal_spec().subject();
    const rc::Shrinkable<Plan> plan = draw(*subject, seed);
    std::set<std::string> tried = {subject->encode(plan.value())};
    const Shrunk shrunk = shrink(plan, [&](const Plan& candidate) {
        RC_ASSERT(tried.insert(subject->encode(candidate)).second);
        return candidate.threads.size() >= 2;
    });
    RC_ASSERT(shrunk.candidates == tried.size() - 1);
}

TEST(Shrink, stops_at_its_limit_and_says_so) {
    const rc::Shrinkable<Plan> plan = draw(*journal_spec().threads(3).subject(), 1);
    ShrinkLimits limits;
    limits.candidates_max = 3;
    const Shrunk shrunk = shrink(plan, [](const Plan&) { return false; }, limits);
    EXPECT_TRUE(shrunk.limit_hit);
    EXPECT_EQ(shrunk.candidates, 3u);
    EXPECT_EQ(shrunk.best.value(), plan.value());
}

TEST(Shrink, stops_when_time_is_out) {
    const rc::Shrinkable<Plan> plan = draw(*journal_spec().threads(3).subject(), 1);
    ShrinkLimits limits;
    limits.out_of_time = [] { return true; };
    const Shrunk shrunk = shrink(plan, [](const Plan&) { return true; }, limits);
    EXPECT_TRUE(shrunk.limit_hit);
    EXPECT_EQ(shrunk.candidates, 0u);
}

TEST(Shrink, reaches_one_thread_with_one_call_when_everything_fails) {
    const rc::Shrinkable<Plan> plan = draw(*journal_spec().threads(3).subject(), 1);
    const Shrunk shrunk = shrink(plan, [](const Plan&) { return true; });
    EXPECT_EQ(size(shrunk.best.value()), 1u);
    EXPECT_GT(shrunk.accepted, 0u);
    EXPECT_FALSE(shrunk.limit_hit);
}

}  // namespace
}  // namespace contend::scenario
