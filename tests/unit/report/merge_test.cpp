// Goal: what shards found together is told once, and nothing is claimed that no shard can vouch for.
#include <contend/report/merge.hpp>
#include <contend/report/shard.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace contend::report {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Report shard_that_passed(std::uint64_t executions, std::uint64_t interleavings) {
    Report report;
    report.subject = "Cache.IsLinearizable";
    report.verdict = Verdict::passed;
    report.stats.scenarios = 2;
    report.stats.executions = executions;
    report.stats.interleavings = interleavings;
    report.stats.interleavings_estimate = 1000;
    report.stats.new_probability = 0.5;
    report.stats.seconds = 1.5;
    report.stats.strategy = "portfolio";
    return report;
}

Finding finding_of(const std::string& signature, std::size_t steps, const std::string& token) {
    Finding finding;
    finding.kind = Kind::data_race;
    finding.summary = "put races with get";
    finding.signature = signature;
    finding.token = token;
    finding.schedule.steps.resize(steps);
    return finding;
}

Report shard_that_failed(const std::vector<Finding>& findings) {
    Report report = shard_that_passed(7, 3);
    report.verdict = Verdict::failed;
    report.findings = findings;
    report.replay_command = "CONTEND_REPLAY=" + findings.front().token + " ./test";
    return report;
}

TEST(Merge, adds_up_what_was_done_and_bounds_what_may_overlap) {
    const Report merged = merge({shard_that_passed(100, 40), shard_that_passed(50, 45)});
    EXPECT_EQ(merged.verdict, Verdict::passed);
    EXPECT_EQ(merged.stats.executions, 150U);
    EXPECT_EQ(merged.stats.scenarios, 4U);
    EXPECT_DOUBLE_EQ(merged.stats.seconds, 3.0);
    EXPECT_EQ(merged.stats.strategy, "portfolio");
    EXPECT_EQ(merged.stats.interleavings, 45U);
    EXPECT_TRUE(merged.stats.interleavings_at_least);
    EXPECT_FALSE(merged.stats.interleavings_estimate);
    EXPECT_FALSE(merged.stats.new_probability);
    EXPECT_FALSE(merged.stats.exhausted);
}

TEST(Merge, counts_a_shard_that_is_given_twice_once) {
    const Report shard = shard_that_passed(100, 40);
    EXPECT_EQ(merge({shard, shard}), shard);
}

Report shard_of(const std::string& name, std::uint64_t executions) {
    Report report = shard_that_passed(executions, 10);
    report.stats.shards = {name};
    return report;
}

TEST(Merge, knows_which_shards_are_there_and_which_are_missing) {
    const Report two = merge({shard_of("3/4", 10), shard_of("1/4", 20)});
    EXPECT_THAT(two.stats.shards, ElementsAre("1/4", "3/4"));
    EXPECT_EQ(two.reason, "without shards 0, 2 of 4");
    const Report three = merge({two, shard_of("0/4", 1)});
    EXPECT_EQ(missing_shards(three), "shard 2 of 4");
    const Report all = merge({merge({shard_of("0/4", 1), shard_of("2/4", 2)}),
                              merge({shard_of("1/4", 4), shard_of("3/4", 8)})});
    EXPECT_EQ(missing_shards(all), "");
    EXPECT_EQ(all.stats.executions, 15U);
}

TEST(Merge, misses_no_shard_of_an_exhausted_search) {
    Report first = shard_of("0/4", 90);
    first.stats.exhausted = true;
    EXPECT_EQ(merge({first, shard_of("1/4", 0)}).reason, "");
}

TEST(Merge, names_ten_missing_shards_and_counts_the_rest) {
    EXPECT_EQ(missing_shards(shard_of("0/4096", 1)),
              "shards 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 4085 more of 4096");
}

TEST(Contradiction, is_a_shard_that_was_run_twice) {
    EXPECT_EQ(contradiction(shard_of("1/4", 10), shard_of("2/4", 10)), "");
    EXPECT_EQ(contradiction(shard_of("1/4", 10), shard_of("1/4", 10)), "") << "the same report";
    EXPECT_EQ(contradiction(shard_of("1/4", 10), shard_of("1/4", 11)),
              "they are different results of the shard 1/4");
    EXPECT_EQ(contradiction(shard_of("1/4", 10), shard_of("1/8", 10)),
              "they are of different divisions 4 and 8");
    EXPECT_EQ(contradiction(shard_of("1/4", 10), shard_that_passed(10, 10)),
              "they are of different divisions 4 and none");
}

TEST(Inconsistency, is_a_shard_that_can_not_be) {
    const auto wrong = [](const std::vector<std::string>& shards) {
        Report report = shard_that_passed(1, 1);
        report.stats.shards = shards;
        return inconsistency(report);
    };
    EXPECT_EQ(wrong({"0/2", "1/2"}), "");
    for (const auto& shards : std::vector<std::vector<std::string>>{
             {"2/2"}, {"0/2", "0/2"}, {"0/2", "1/3"}, {"01/2"}, {""}, {"a"}, {"0/0"}, {"-1/2"}})
        EXPECT_THAT(wrong(shards), HasSubstr("is not one of a divided search")) << shards.back();
}

TEST(Merge, is_exhausted_when_one_shard_is) {
    Report all = shard_that_passed(90, 90);
    all.stats.exhausted = true;
    const Report merged = merge({shard_that_passed(500, 60), all});
    EXPECT_TRUE(merged.stats.exhausted);
    EXPECT_EQ(merged.stats.interleavings, 90U);
    EXPECT_FALSE(merged.stats.interleavings_at_least);
}

TEST(Merge, keeps_the_sighting_with_the_fewest_steps) {
    const Report merged =
        merge({shard_that_failed({finding_of("a", 9, "long")}),
               shard_that_failed({finding_of("a", 4, "short"), finding_of("b", 5, "other")})});
    ASSERT_EQ(merged.findings.size(), 2U);
    EXPECT_EQ(merged.findings[0].token, "short");
    EXPECT_EQ(merged.findings[1].token, "other");
    EXPECT_EQ(merged.replay_command, "CONTEND_REPLAY=short ./test");
}

TEST(Merge, prefers_what_can_be_replayed_over_what_has_no_steps) {
    const Report merged = merge({shard_that_failed({finding_of("a", 0, "")}),
                                 shard_that_failed({finding_of("a", 4, "token")})});
    ASSERT_EQ(merged.findings.size(), 1U);
    EXPECT_EQ(merged.findings[0].token, "token");
}

TEST(Merge, counts_as_a_failure_what_only_one_shard_tolerates) {
    Report tolerant = shard_that_passed(10, 3);
    tolerant.findings = {finding_of("a", 1, "tolerated")};
    tolerant.findings[0].tolerated = Tolerated{"known", "race:put", 4};
    const Report merged = merge({tolerant, shard_that_failed({finding_of("a", 9, "failed")})});
    ASSERT_EQ(merged.findings.size(), 1U);
    EXPECT_FALSE(merged.findings[0].tolerated);
    EXPECT_EQ(merged.verdict, Verdict::failed);
    EXPECT_THAT(inconsistency(merged), IsEmpty());
}

TEST(Merge, adds_up_how_often_a_race_was_tolerated) {
    Report one = shard_that_passed(10, 3);
    one.findings = {finding_of("a", 5, "one")};
    one.findings[0].tolerated = Tolerated{"known", "race:put", 4};
    Report two = one;
    two.stats.executions = 11;
    two.findings[0].tolerated->count = 3;
    two.findings[0].schedule.steps.resize(1);
    const Report merged = merge({one, two});
    ASSERT_EQ(merged.findings.size(), 1U);
    EXPECT_EQ(merged.findings[0].tolerated->count, 7U);
    EXPECT_EQ(merged.findings[0].schedule.steps.size(), 1U);
}

TEST(Merge, is_unknown_with_the_reason_when_one_shard_is_and_none_failed) {
    Report unknown = shard_that_passed(0, 0);
    unknown.verdict = Verdict::unknown;
    unknown.harness_error = true;
    unknown.reason = "the detector is off";
    const Report merged = merge({shard_that_passed(5, 5), unknown});
    EXPECT_EQ(merged.verdict, Verdict::unknown);
    EXPECT_TRUE(merged.harness_error);
    EXPECT_EQ(merged.reason, "the detector is off");

    const Report failed = merge({unknown, shard_that_failed({finding_of("a", 1, "t")})});
    EXPECT_EQ(failed.verdict, Verdict::failed);
    EXPECT_EQ(failed.reason, "the detector is off");
    EXPECT_THAT(inconsistency(failed), IsEmpty());
}

TEST(Merge, says_what_shards_contradict_each_other_in) {
    const Report one = shard_that_passed(1, 1);
    EXPECT_THAT(contradiction(one, shard_that_passed(2, 2)), IsEmpty());
    Report other = one;
    other.environment.build_id = "beef";
    EXPECT_THAT(contradiction(one, other), HasSubstr("builds none and beef"));
    other = one;
    other.environment.contend_version = "9.9";
    EXPECT_THAT(contradiction(one, other), HasSubstr("versions of contend none and 9.9"));
    other = one;
    other.expected = Kind::deadlock;
    EXPECT_THAT(contradiction(one, other), HasSubstr("expected findings none and deadlock"));
}

}  // namespace
}  // namespace contend::report
