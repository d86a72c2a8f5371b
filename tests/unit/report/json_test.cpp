// Goal: what was written can be read, and nothing else is taken for it.
#include <contend/report/json.hpp>

#include "generators.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

namespace contend::report {
namespace {

using ::testing::HasSubstr;

Report failed_report() {
    Report report;
    report.subject = "Cache.IsLinearizable";
    report.verdict = Verdict::failed;
    report.findings.emplace_back().summary = "a race";
    return report;
}

nlohmann::json document() { return nlohmann::json::parse(write_json(failed_report())); }

/// The error for the document; "" when it was accepted.
std::string refusal(const std::string& text) {
    const base::Result<Report> result = read_json(text);
    return result.ok() ? "" : result.error().message.c_str();
}

RC_GTEST_PROP(Json, reads_what_it_wrote, ()) {
    const Report report = test::any_report();
    const base::Result<Report> read = read_json(write_json(report));
    if (!read.ok()) RC_FAIL(read.error().message.c_str());
    RC_ASSERT(read.value() == report);
}

RC_GTEST_PROP(Json, refuses_every_text_that_was_cut_off, ()) {
    const std::string whole = write_json(test::any_report());
    // Without the final newline the document is still complete.
    const auto size = *rc::gen::inRange<std::size_t>(0, whole.size() - 1);
    RC_ASSERT(!read_json(std::string_view{whole}.substr(0, size)).ok());
}

RC_GTEST_PROP(Json, survives_any_damaged_byte, ()) {
    std::string text = write_json(failed_report());
    text[*rc::gen::inRange<std::size_t>(0, text.size())] = *rc::gen::arbitrary<char>();
    const base::Result<Report> read = read_json(text);
    RC_ASSERT(read.ok() || !read.error().message.empty());
}

TEST(Json, gives_equal_text_for_equal_reports) {
    EXPECT_EQ(write_json(failed_report()), write_json(failed_report()));
}

TEST(Json, says_the_verdict_near_the_top) {
    EXPECT_EQ(write_json(failed_report())
                  .rfind("{\n  \"schema\": \"contend.report/1\",\n  \"subject\"", 0),
              0U);
}

TEST(Json, names_every_key_of_the_format) {
    const nlohmann::json json = document();
    for (const char* key :
         {"schema", "subject", "verdict", "findings", "stats", "environment", "replay_command"}) {
        EXPECT_TRUE(json.contains(key)) << key;
    }
    for (const char* key :
         {"kind", "summary", "token", "scenario", "schedule", "frames", "confirmed", "tolerated"}) {
        EXPECT_TRUE(json["findings"][0].contains(key)) << key;
    }
    for (const char* key : {"scenarios", "executions", "interleavings", "interleavings_at_least",
                            "interleavings_estimate", "new_probability", "scheduling_points",
                            "seconds", "strategy", "exhausted", "workers_killed"}) {
        EXPECT_TRUE(json["stats"].contains(key)) << key;
    }
}

TEST(Json, writes_bytes_that_are_not_utf8_and_times_that_are_not_finite) {
    Report report = failed_report();
    report.subject = "a\xFFz";
    report.stats.seconds = std::numeric_limits<double>::quiet_NaN();
    const base::Result<Report> read = read_json(write_json(report));
    ASSERT_TRUE(read.ok()) << read.error().message.c_str();
    EXPECT_EQ(read.value().subject, "a\uFFFDz");
    EXPECT_EQ(read.value().stats.seconds, 0.0);
}

TEST(Json, ignores_keys_it_does_not_know) {
    nlohmann::json json = document();
    json["colour"] = "red";
    json["findings"][0]["smell"] = {1, 2, 3};
    const base::Result<Report> read = read_json(json.dump());
    ASSERT_TRUE(read.ok()) << read.error().message.c_str();
    EXPECT_EQ(read.value(), failed_report());
}

TEST(Json, refuses_foreign_text) {
    EXPECT_THAT(refusal(""), HasSubstr("not valid JSON"));
    EXPECT_THAT(refusal("hello"), HasSubstr("not valid JSON"));
    EXPECT_THAT(refusal("{}"), HasSubstr("not a contend report"));
    EXPECT_THAT(refusal("[1, 2]"), HasSubstr("not a contend report"));
    EXPECT_THAT(refusal("null"), HasSubstr("not a contend report"));
    EXPECT_THAT(refusal(R"({"schema": 1})"), HasSubstr("not a contend report"));
    EXPECT_THAT(refusal(R"({"schema": "sarif-2.1.0"})"), HasSubstr("not a contend report"));
    EXPECT_THAT(refusal("1e999"), HasSubstr("out of range"));
    EXPECT_NE(refusal(std::string(100'000, '[')), "");
}

TEST(Json, refuses_a_newer_format_with_the_way_out) {
    nlohmann::json json = document();
    json["schema"] = "contend.report/2";
    EXPECT_THAT(refusal(json.dump()), HasSubstr("another version"));
    EXPECT_THAT(refusal(json.dump()), HasSubstr("use the contend that wrote it"));
}

TEST(Json, names_the_key_that_is_missing) {
    for (const char* key : {"subject", "verdict", "findings", "stats", "environment"}) {
        nlohmann::json json = document();
        json.erase(key);
        EXPECT_EQ(refusal(json.dump()), std::string{key} + " is missing");
    }
    nlohmann::json json = document();
    json["findings"][0].erase("kind");
    EXPECT_EQ(refusal(json.dump()), "findings[0].kind is missing");
}

TEST(Json, names_the_key_of_the_wrong_type) {
    const auto refusal_with = [](const char* pointer, const nlohmann::json& value) {
        nlohmann::json json = document();
        json[nlohmann::json::json_pointer{pointer}] = value;
        return refusal(json.dump());
    };
    EXPECT_EQ(refusal_with("/subject", 1), "subject is not a string");
    EXPECT_EQ(refusal_with("/harness_error", "no"), "harness_error is not true or false");
    EXPECT_EQ(refusal_with("/stats/seconds", "1"), "stats.seconds is not a number");
    EXPECT_EQ(refusal_with("/stats/executions", 1.5), "stats.executions is not a whole number");
    EXPECT_EQ(refusal_with("/stats/executions", -1), "stats.executions is not within range");
    EXPECT_EQ(refusal_with("/findings", 3), "findings is not an array");
    EXPECT_EQ(refusal_with("/findings/0", 3), "findings[0] is not an object");
    EXPECT_EQ(refusal_with("/findings/0/kind", "flood"),
              "findings[0].kind is not a name this version of contend knows");
    EXPECT_EQ(refusal_with("/verdict", "maybe"),
              "verdict is not a name this version of contend knows");
    EXPECT_EQ(refusal_with("/findings/0/confirmed/times", 1ULL << 40U),
              "findings[0].confirmed.times is not within range");
}

TEST(Json, refuses_a_report_that_contradicts_itself) {
    nlohmann::json json = document();
    json["verdict"] = "passed";
    EXPECT_EQ(refusal(json.dump()),
              "its verdict is passed although it has findings that are not tolerated");
}

}  // namespace
}  // namespace contend::report
