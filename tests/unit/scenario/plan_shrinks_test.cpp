#include "journal.hpp"

#include <contend/scenario/plan_shrinks.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace contend::scenario {
namespace {

RC_GTEST_PROP(PlanShrinks, are_never_larger_and_never_the_plan_itself, (std::uint64_t seed)) {
    const rc::Shrinkable<Plan> plan = draw(*journal_spec().subject(), seed);
    const Plan original = plan.value();
    rc::Seq<rc::Shrinkable<Plan>> shrinks = plan.shrinks();
    while (const auto shrink = shrinks.next()) {
        const Plan smaller = shrink->value();
        RC_ASSERT(smaller != original);
        RC_ASSERT(size(smaller) <= size(original));
        RC_ASSERT(!smaller.threads.empty());
        for (const std::vector<Call>& thread : smaller.threads) RC_ASSERT(!thread.empty());
    }
}

RC_GTEST_PROP(PlanShrinks, go_from_fewer_threads_to_fewer_calls_to_simpler_arguments,
              (std::uint64_t seed)) {
    const rc::Shrinkable<Plan> plan = draw(*journal_spec().subject(), seed);
    const Plan original = plan.value();
    int kind_before = 1;
    rc::Seq<rc::Shrinkable<Plan>> shrinks = plan.shrinks();
    while (const auto shrink = shrinks.next()) {
        const Plan smaller = shrink->value();
        const bool fewer_threads = smaller.threads.size() < original.threads.size();
        const int kind = fewer_threads ? 1 : size(smaller) < size(original) ? 2 : 3;
        RC_ASSERT(kind >= kind_before);
        kind_before = kind;
    }
}

RC_GTEST_PROP(PlanShrinks, are_the_same_each_time, (std::uint64_t seed)) {
    const auto subject = journal_spec().subject();
    rc::Seq<rc::Shrinkable<Plan>> left = draw(*subject, seed).shrinks();
    rc::Seq<rc::Shrinkable<Plan>> right = draw(*subject, seed).shrinks();
    while (const auto shrink = left.next()) {
        const auto other = right.next();
        RC_ASSERT(static_cast<bool>(other));
        RC_ASSERT(shrink->value() == other->value());
    }
    RC_ASSERT(!right.next());
}

TEST(PlanShrinks, compute_nothing_before_it_is_asked_for) {
    int calls = 0;
    const auto shrinks_asked = [&calls] {
        ++calls;
        return rc::Seq<rc::Shrinkable<Value>>();
    };
    DrawnCall call{0, {rc::shrinkable::lambda([] { return Value::of(1); }, shrinks_asked)}};
    DrawnPlan drawn;
    drawn.threads.assign(3, {call, call});
    const rc::Shrinkable<Plan> plan = shrinkable_plan(drawn);
    rc::Seq<rc::Shrinkable<Plan>> shrinks = plan.shrinks();
    EXPECT_EQ(shrinks.next()->value().threads.size(), 1u);
    EXPECT_EQ(calls, 0);
}

}  // namespace
}  // namespace contend::scenario
