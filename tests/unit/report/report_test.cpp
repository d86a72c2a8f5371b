#include <contend/report/report.hpp>

#include "generators.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace contend::report {
namespace {

Finding finding(Kind kind, const std::string& token) {
    Finding finding;
    finding.kind = kind;
    finding.token = token;
    return finding;
}

Finding tolerated(Kind kind) {
    Finding finding;
    finding.kind = kind;
    finding.tolerated.emplace();
    return finding;
}

Report failed(const std::vector<Finding>& findings) {
    Report report;
    report.verdict = Verdict::failed;
    report.findings = findings;
    return report;
}

TEST(Kind, has_a_name_of_its_own_that_leads_back) {
    std::set<std::string_view> names;
    for (const Kind kind : all_kinds) {
        EXPECT_EQ(kind_from(to_string(kind)), kind);
        EXPECT_FALSE(title(kind).empty());
        names.insert(to_string(kind));
    }
    EXPECT_EQ(names.size(), all_kinds.size());
    EXPECT_FALSE(kind_from("Data-Race"));
    EXPECT_FALSE(kind_from(""));
}

TEST(Verdict, has_a_name_that_leads_back) {
    for (const Verdict verdict : {Verdict::passed, Verdict::failed, Verdict::unknown}) {
        EXPECT_EQ(verdict_from(to_string(verdict)), verdict);
    }
    EXPECT_FALSE(verdict_from("PASSED"));
}

TEST(PrimaryFinding, is_the_first_that_is_not_tolerated) {
    const Report report = failed({tolerated(Kind::data_race), finding(Kind::crash, "t")});
    ASSERT_NE(primary_finding(report), nullptr);
    EXPECT_EQ(primary_finding(report)->kind, Kind::crash);
    EXPECT_EQ(failure_count(report), 1U);
    EXPECT_EQ(primary_finding(failed({tolerated(Kind::data_race)})), nullptr);
}

TEST(ExpectationMet, without_an_expectation_asks_for_a_pass) {
    Report report;
    EXPECT_FALSE(expectation_met(report)) << "unknown is no pass";
    report.verdict = Verdict::passed;
    EXPECT_TRUE(expectation_met(report));
    EXPECT_FALSE(expectation_met(failed({finding(Kind::crash, "")})));
}

TEST(ExpectationMet, asks_for_the_expected_kind_and_no_other) {
    Report report = failed({finding(Kind::deadlock, ""), finding(Kind::deadlock, "")});
    report.expected = Kind::deadlock;
    EXPECT_TRUE(expectation_met(report));
    report.findings.push_back(finding(Kind::crash, ""));
    EXPECT_FALSE(expectation_met(report));
    report.findings.pop_back();
    report.expected = Kind::data_race;
    EXPECT_FALSE(expectation_met(report));
    report.findings.push_back(tolerated(Kind::data_race));
    EXPECT_FALSE(expectation_met(report)) << "a tolerated finding does not count";
    report.findings.clear();
    report.verdict = Verdict::passed;
    EXPECT_FALSE(expectation_met(report));
}

TEST(ExpectationMet, is_never_met_by_a_harness_error) {
    Report report;
    report.verdict = Verdict::passed;
    report.harness_error = true;
    EXPECT_FALSE(expectation_met(report));
}

TEST(ReplayCommand, carries_the_token_of_the_finding) {
    Report report = failed({finding(Kind::crash, "first"), finding(Kind::deadlock, "second")});
    report.replay_command = "contend replay first -- ./t";
    EXPECT_EQ(replay_command(report, report.findings[0]), "contend replay first -- ./t");
    EXPECT_EQ(replay_command(report, report.findings[1]), "contend replay second -- ./t");
}

TEST(ReplayCommand, is_empty_when_it_would_replay_something_else) {
    Report report = failed({finding(Kind::crash, "first"), finding(Kind::deadlock, "second")});
    EXPECT_EQ(replay_command(report, report.findings[0]), "") << "no command is known";
    report.replay_command = "make replay";
    EXPECT_EQ(replay_command(report, report.findings[1]), "") << "the token is not in the command";
    report.findings[1].token.clear();
    EXPECT_EQ(replay_command(report, report.findings[1]), "") << "there is nothing to replay";
}

RC_GTEST_PROP(Inconsistency, is_not_seen_in_a_consistent_report, ()) {
    RC_ASSERT(inconsistency(test::any_report()) == "");
}

TEST(Inconsistency, is_seen_in_every_contradiction) {
    Report report;
    EXPECT_NE(inconsistency(report), "") << "unknown without a reason";
    report.reason = "budget";
    EXPECT_EQ(inconsistency(report), "");
    report.verdict = Verdict::failed;
    EXPECT_NE(inconsistency(report), "") << "failed without a finding";
    report.findings = {tolerated(Kind::crash)};
    EXPECT_NE(inconsistency(report), "") << "failed with a tolerated finding only";
    report.findings = {finding(Kind::crash, "")};
    EXPECT_EQ(inconsistency(report), "");
    report.verdict = Verdict::passed;
    EXPECT_NE(inconsistency(report), "") << "passed with a finding";
    report.verdict = Verdict::failed;
    report.harness_error = true;
    EXPECT_NE(inconsistency(report), "") << "a verdict in spite of a harness error";
    report.harness_error = false;
    report.findings[0].confirmed = {3, 2};
    EXPECT_NE(inconsistency(report), "") << "confirmed 3 of 2 times";
}

}  // namespace
}  // namespace contend::report
