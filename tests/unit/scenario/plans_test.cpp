#include "journal.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

namespace contend::scenario {
namespace {

RC_GTEST_PROP(Plans, are_a_function_of_random_and_size, (std::uint64_t seed)) {
    const auto subject = journal_spec().subject();
    RC_ASSERT(draw(*subject, seed).value() == draw(*subject, seed).value());
}

RC_GTEST_PROP(Plans, keep_to_the_ranges, (std::uint64_t seed)) {
    const Plan plan =
        draw(*journal_spec().threads(2, 3).operations_per_thread(2, 5).subject(), seed).value();
    RC_ASSERT(plan.threads.size() >= 2u);
    RC_ASSERT(plan.threads.size() <= 3u);
    for (const std::vector<Call>& thread : plan.threads) {
        RC_ASSERT(thread.size() >= 2u);
        RC_ASSERT(thread.size() <= 5u);
    }
}

RC_GTEST_PROP(Plans, call_each_operation_in_its_part_only, (std::uint64_t seed)) {
    const auto subject = journal_spec().subject();
    const Plan plan = draw(*subject, seed).value();
    RC_ASSERT(plan.initial.size() == 1u);
    RC_ASSERT(subject->operations()[plan.initial[0].operation].name == "open");
    RC_ASSERT(plan.final.size() == 1u);
    RC_ASSERT(subject->operations()[plan.final[0].operation].name == "close");
    for (const std::vector<Call>& thread : plan.threads) {
        for (const Call& call : thread) {
            RC_ASSERT(subject->operations()[call.operation].phase == Phase::concurrent);
        }
    }
}

TEST(Plans, reach_every_operation_and_every_number_of_threads) {
    const auto subject = journal_spec().subject();
    std::set<std::uint32_t> operations;
    std::set<std::size_t> threads;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const Plan plan = draw(*subject, seed).value();
        threads.insert(plan.threads.size());
        for (const auto& thread : plan.threads) {
            for (const Call& call : thread) operations.insert(call.operation);
        }
    }
    EXPECT_EQ(operations.size(), 8u);
    EXPECT_EQ(threads, (std::set<std::size_t>{1, 2, 3, 4}));
}

TEST(Plans, call_operations_by_weight) {
    const auto subject = spec<Journal>()
                             .operation("rare", &Journal::slot)
                             .operation("common", &Journal::slot)
                             .weight(9)
                             .subject();
    std::map<std::uint32_t, int> calls;
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        const Plan plan = draw(*subject, seed).value();
        for (const auto& thread : plan.threads) {
            for (const Call& call : thread) ++calls[call.operation];
        }
    }
    // Some 12,500 calls, a tenth of them rare: three standard deviations are less than 1 % of all.
    const double share = static_cast<double>(calls[0]) / (calls[0] + calls[1]);
    EXPECT_NEAR(share, 0.1, 0.01);
}

TEST(Plans, fail_to_generate_without_an_operation_for_threads) {
    EXPECT_THROW(draw(*spec<Journal>().subject(), 1).value(), rc::GenerationFailure);
    EXPECT_THROW(draw(*journal_spec().threads(0).subject(), 1).value(), rc::GenerationFailure);
    EXPECT_THROW(draw(*journal_spec().threads(3, 2).subject(), 1).value(), rc::GenerationFailure);
}

TEST(Plans, outlive_the_subject) {
    auto subject = journal_spec().subject();
    const rc::Gen<Plan> plans = subject->plans();
    subject.reset();
    EXPECT_GE(plans(rc::Random(1), 10).value().threads.size(), 1u);
}

}  // namespace
}  // namespace contend::scenario
