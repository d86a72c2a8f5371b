// Goal: a stranger understands a finding within ten seconds. Method: approved texts, which a person
// has read, and the promises of text.hpp checked one by one.
#include <contend/writers/text.hpp>

#include <contend/writers/display.hpp>

#include "approved.hpp"
#include "examples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace contend::writers {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string sources() { return (test::approved_folder() / "sources").string(); }

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in{text};
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

/// Paths, tokens and commands are never cut, so only the other lines can be held to the width.
bool is_cut_to_fit(const std::string& line) {
    return line.find("contend1.") == std::string::npos && line.find('/') == std::string::npos &&
           line.rfind("PASSED", 0) != 0 && line.rfind("ERROR", 0) != 0 &&
           line.rfind("UNKNOWN", 0) != 0 && line.rfind("explored", 0) != 0 &&
           line.rfind("shrunk", 0) != 0;
}

TEST(Text, of_every_example_is_the_approved_one) {
    for (const test::Example& example : test::all_examples(sources())) {
        SCOPED_TRACE(example.name);
        test::expect_approved("text_" + example.name, to_text(example.report, {}));
    }
}

TEST(Text, of_a_race_is_the_approved_one_when_narrow_and_when_wide) {
    test::expect_approved("text_race_80", to_text(test::race_report(sources()), {.width = 80}));
    test::expect_approved("text_race_120", to_text(test::race_report(sources()), {.width = 120}));
}

TEST(Text, of_a_race_is_the_approved_one_when_verbose) {
    test::expect_approved("text_race_verbose",
                          to_text(test::race_report(sources()), {.verbose = true}));
}

TEST(Text, tells_of_locks_when_verbose) {
    report::Report report;
    report.subject = "Cache.IsRaceFree";
    report.verdict = report::Verdict::passed;
    report.contention = {.executions = 8, .threads = 3};
    report.contention.locks.push_back(
        {.places = {{.function = "Cache::put(int, int)", .file = "/src/cache.hpp", .line = 12}},
         .objects = 1,
         .acquisitions = 40,
         .contended = 14,
         .held_points = 20,
         .allocations = 40});
    report.contention.conflicts = {{"put", "get", 9}, {"get", "put", 1}};
    EXPECT_THAT(to_text(report, {.verbose = true}),
                HasSubstr("locks, in 8 recorded executions of up to 3 threads:\n"
                          "  Cache::put (cache.hpp:12)\n"
                          "    locked 40 times, 35 % of them while another held it; held for 0.5 "
                          "scheduling points and 1.0\n"
                          "    allocations on average\n"
                          "    hint: memory is allocated under it: allocate before it is locked\n"
                          "  who waited: put for get 9 times, get for put 1 time\n"));
    EXPECT_THAT(to_text(report, {}), Not(HasSubstr("locks, in")));
}

TEST(Text, fits_tables_and_sentences_to_the_width) {
    for (const test::Example& example : test::all_examples(sources())) {
        for (const std::size_t width : {60U, 80U, 100U, 120U}) {
            for (const std::string& line : lines_of(to_text(example.report, {.width = width}))) {
                if (!is_cut_to_fit(line)) continue;
                EXPECT_LE(display_width(line), width) << example.name << ": " << line;
            }
        }
    }
}

TEST(Text, never_cuts_the_token_or_the_command) {
    report::Report report = test::race_report(sources());
    const std::string token = "contend1." + std::string(400, 'x');
    report.findings[0].token = token;
    report.replay_command = "contend replay " + token + " -- ./cache_test";
    const std::vector<std::string> lines = lines_of(to_text(report, {.width = 60}));
    EXPECT_THAT(lines, ::testing::Contains("    " + token));
    EXPECT_THAT(lines, ::testing::Contains("    " + report.replay_command));
}

TEST(Text, gives_each_finding_the_command_with_its_own_token) {
    report::Report report = test::race_report(sources());
    report::Finding second = test::finding(report::Kind::crash, "signal 11");
    second.token = "contend1.second";
    report.findings.push_back(second);
    EXPECT_THAT(to_text(report, {}),
                HasSubstr("\n    contend replay contend1.second -- ./cache_test\n"));
}

TEST(Text, says_that_nothing_can_be_replayed_without_a_token) {
    report::Report report = test::race_report(sources());
    report.findings[0].token.clear();
    const std::string text = to_text(report, {});
    EXPECT_THAT(text, HasSubstr("not replayed: there is no schedule to replay"));
    EXPECT_THAT(text, Not(HasSubstr("contend replay")));
}

TEST(Text, says_where_the_report_is_unless_the_subject_simply_passed) {
    const TextOptions options{.path = "/somewhere/report.json"};
    EXPECT_THAT(to_text(test::race_report(sources()), options),
                HasSubstr("\nreport: /somewhere/report.json\n"));
    EXPECT_THAT(to_text(test::unknown_report(), options),
                EndsWith("\nreport: /somewhere/report.json\n"));
    EXPECT_THAT(to_text(test::tolerated_report(), options),
                EndsWith("\nreport: /somewhere/report.json\n"));
    EXPECT_THAT(to_text(test::passed_report(), options), Not(HasSubstr("report.json")));
}

TEST(Text, has_one_line_for_a_subject_that_passed) {
    EXPECT_EQ(lines_of(to_text(test::passed_report(), {})).size(), 1U);
}

TEST(Text, calls_an_exhausted_search_verified) {
    report::Report report = test::passed_report();
    EXPECT_THAT(to_text(report, {}), Not(HasSubstr("verified")));
    report.stats.exhausted = true;
    EXPECT_THAT(to_text(report, {}), HasSubstr("verified"));
}

TEST(Text, says_how_many_interleavings_were_seen_and_how_likely_another_one_is) {
    report::Report report = test::passed_report();
    report.stats.new_probability = 0.00123;
    EXPECT_THAT(to_text(report, {}), HasSubstr("(9,120 different interleavings; the next would be "
                                               "new with probability 0.0012)"));
    report.stats.new_probability = 0.0;
    EXPECT_THAT(to_text(report, {}), HasSubstr("new with probability below 0.0001)"));
    report.stats.new_probability.reset();
    report.stats.interleavings_at_least = true;
    EXPECT_THAT(to_text(report, {}), HasSubstr("(at least 9,120 different interleavings)"));
}

TEST(Text, of_a_harness_error_looks_like_no_finding) {
    const std::string text = to_text(test::harness_error_report(), {});
    EXPECT_THAT(text, StartsWith("ERROR: contend could not judge Cache.Broken: "));
    EXPECT_THAT(text, Not(HasSubstr("WARNING")));
    EXPECT_THAT(text, Not(HasSubstr("PASSED")));
}

TEST(Text, holds_no_escape_sequence_without_colour) {
    for (const test::Example& example : test::all_examples(sources())) {
        EXPECT_THAT(to_text(example.report, {}), Not(HasSubstr("\x1b"))) << example.name;
    }
}

TEST(Text, differs_with_colour_in_escape_sequences_only) {
    for (const test::Example& example : test::all_examples(sources())) {
        std::string colored = to_text(example.report, {.color = true});
        EXPECT_THAT(colored, HasSubstr("\x1b["));
        for (std::size_t at = colored.find('\x1b'); at != std::string::npos;
             at = colored.find('\x1b')) {
            colored.erase(at, colored.find('m', at) - at + 1);
        }
        EXPECT_EQ(colored, to_text(example.report, {})) << example.name;
    }
}

// A value under test may hold anything; it must not be able to paint over the verdict.
TEST(Text, shows_control_characters_of_every_user_string) {
    const std::string evil = "\x1b[2J\r\x07";
    report::Report report = test::race_report(sources());
    report.subject += evil;
    report.replay_command += evil;
    report::Finding& finding = report.findings[0];
    finding.summary += evil;
    finding.token += evil;
    finding.stacks[0].title += evil;
    finding.stacks[0].frames[2].function += evil;
    finding.stacks[1].frames[1].file = "/gone/" + evil;
    finding.scenario.threads[0].name = evil;
    finding.scenario.threads[0].calls[0].result += evil;
    finding.schedule.steps[0].event += evil;
    finding.schedule.steps[0].operation += evil;
    const std::string text = to_text(report, {.path = "/gone/" + evil});
    for (const char c : text)
        EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20) << int{c};
}

TEST(Text, stays_readable_in_length_for_a_schedule_of_any_length) {
    report::Report report = test::race_report(sources());
    std::vector<report::Step>& steps = report.findings[0].schedule.steps;
    steps.clear();
    for (int i = 0; i < 5000; ++i) {
        steps.push_back(
            test::after_switch(test::step(i % 3, "atomic load", "op" + std::to_string(i), {})));
    }
    EXPECT_LT(lines_of(to_text(report, {})).size(), 120U);
    EXPECT_GT(lines_of(to_text(report, {.verbose = true})).size(), 5000U);
}

TEST(Text, lists_threads_that_do_not_fit_side_by_side) {
    report::Report report = test::race_report(sources());
    report::Finding& finding = report.findings[0];
    for (int id = 3; id < 20; ++id) {
        finding.scenario.threads.push_back({id, "", {{"put(" + std::to_string(id) + ", 0)", ""}}});
        finding.schedule.steps.push_back(test::after_switch(test::step(id, "yields", "", {})));
    }
    const std::string text = to_text(report, {.width = 80});
    EXPECT_THAT(text, HasSubstr("    thread 19  put(19, 0)\n"));
    EXPECT_THAT(text, HasSubstr("    thread 19  yields\n"));
}

TEST(Text, writes_the_same_to_a_stream) {
    std::ostringstream out;
    write_text(test::race_report(sources()), out, {.width = 90});
    EXPECT_EQ(out.str(), to_text(test::race_report(sources()), {.width = 90}));
}

}  // namespace
}  // namespace contend::writers
