// Goal: other programs read what is written for them, whatever the reports hold. Method: approved files, the limits that
// formats.hpp names, and hostile text. tests/formats has the consumers' own schemas and parsers.
#include <contend/writers/formats.hpp>

#include "approved.hpp"
#include "examples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace contend::writers {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

using Writer = void (*)(const std::vector<Entry>&, std::ostream&);

void markdown(const std::vector<Entry>& entries, std::ostream& out) {
    write_markdown(entries, out);
}

std::string written(Writer write, const std::vector<Entry>& entries) {
    std::ostringstream out;
    write(entries, out);
    return out.str();
}

std::vector<Entry> example_entries() {
    const std::string sources = (test::approved_folder() / "sources").string();
    std::vector<Entry> entries;
    for (const test::Example& example : test::all_examples(sources))
        entries.push_back({example.report, example.name + ".json"});
    return entries;
}

/// A finding whose every word tries to break out of its format.
Entry hostile_entry() {
    report::Report report = test::race_report("/nowhere");
    const std::string hostile =
        "a]]>b<c>&\"'%0A::error::x\r\n```\n| \x01\x1b[31m \xff\xfe </script> \u202e";
    report.subject = "Suite." + hostile;
    report::Finding& finding = report.findings[0];
    finding.summary = finding.token = finding.signature = hostile;
    for (report::Stack& stack : finding.stacks) {
        stack.title = hostile;
        for (report::Frame& frame : stack.frames) frame.function = frame.file = hostile;
    }
    for (report::Step& step : finding.schedule.steps) step.event = step.operation = hostile;
    return {report, hostile};
}

TEST(Formats, of_the_examples_are_the_approved_ones) {
    const std::map<std::string, Writer> formats = {{"junit", write_junit},
                                                   {"sarif", write_sarif},
                                                   {"markdown", markdown},
                                                   {"github", write_github},
                                                   {"trace", write_trace}};
    for (const auto& [name, write] : formats) {
        SCOPED_TRACE(name);
        test::expect_approved("format_" + name, written(write, example_entries()));
        test::expect_approved("format_" + name + "_hostile", written(write, {hostile_entry()}));
    }
}

TEST(Formats, of_no_reports_are_whole) {
    pugi::xml_document xml;
    EXPECT_TRUE(xml.load_string(written(write_junit, {}).c_str()));
    EXPECT_TRUE(json::parse(written(write_sarif, {})).at("runs").at(0).at("results").empty());
    EXPECT_TRUE(json::parse(written(write_trace, {})).at("traceEvents").empty());
    EXPECT_EQ(written(write_github, {}), "");
    EXPECT_THAT(written(markdown, {}), HasSubstr("0 subjects"));
}

TEST(JUnit, counts_what_fails_and_what_has_no_verdict) {
    pugi::xml_document document;
    ASSERT_TRUE(document.load_string(written(write_junit, example_entries()).c_str()));
    const pugi::xml_node suites = document.child("testsuites");
    const auto count = [&](const char* path) { return document.select_nodes(path).size(); };
    EXPECT_EQ(suites.attribute("tests").as_uint(), count("//testcase"));
    EXPECT_EQ(suites.attribute("failures").as_uint(), count("//failure"));
    EXPECT_EQ(suites.attribute("errors").as_uint(), count("//error"));
    EXPECT_GE(count("//failure"), 3U);
    EXPECT_EQ(count("//error"), 2U);
}

TEST(JUnit, survives_text_that_is_none) {
    pugi::xml_document document;
    const std::string text = written(write_junit, {hostile_entry()});
    ASSERT_TRUE(document.load_string(text.c_str()));
    EXPECT_EQ(document.select_nodes("//failure").size(), 1U);
    for (const char c : text)
        EXPECT_TRUE(c == '\n' || c == '\t' || static_cast<unsigned char>(c) >= ' ');
}

TEST(Sarif, has_a_thread_flow_a_thread_in_one_order) {
    const json log = json::parse(written(write_sarif, example_entries()));
    std::size_t flows = 0;
    for (const json& result : log.at("runs").at(0).at("results")) {
        EXPECT_FALSE(
            result.at("partialFingerprints").at("contendSignature/v1").get<std::string>().empty());
        if (!result.contains("codeFlows")) continue;
        ++flows;
        std::vector<int> order;
        for (const json& thread : result.at("codeFlows").at(0).at("threadFlows")) {
            int last = 0;
            for (const json& location : thread.at("locations")) {
                order.push_back(location.at("executionOrder").get<int>());
                EXPECT_GT(order.back(), last);
                last = order.back();
            }
        }
        std::sort(order.begin(), order.end());
        for (std::size_t i = 0; i < order.size(); ++i) EXPECT_EQ(order[i], static_cast<int>(i) + 1);
    }
    EXPECT_GE(flows, 2U);
}

TEST(Sarif, keeps_within_what_code_scanning_takes) {
    Entry entry{test::race_report("/nowhere"), ""};
    std::vector<report::Step>& steps = entry.report.findings[0].schedule.steps;
    const report::Step step = steps.front();
    steps.assign(30'000, step);
    const json log = json::parse(written(write_sarif, {entry}));
    std::size_t locations = 0;
    for (const json& thread :
         log.at("runs").at(0).at("results").at(0).at("codeFlows").at(0).at("threadFlows"))
        locations += thread.at("locations").size();
    EXPECT_LE(locations, 10'000U);
}

TEST(Sarif, names_rules_for_all_it_says) {
    const json log = json::parse(written(write_sarif, example_entries()));
    std::vector<std::string> rules;
    for (const json& rule : log.at("runs").at(0).at("tool").at("driver").at("rules"))
        rules.push_back(rule.at("id"));
    for (const json& result : log.at("runs").at(0).at("results"))
        EXPECT_THAT(rules, ::testing::Contains(result.at("ruleId").get<std::string>()));
}

TEST(Markdown, keeps_within_its_size_and_says_what_is_left_out) {
    std::vector<Entry> entries(200, Entry{test::race_report("/nowhere"), "report.json"});
    for (const std::size_t limit : {600U, 5'000U, 60'000U}) {
        std::ostringstream out;
        write_markdown(entries, out, {limit});
        EXPECT_LE(out.str().size(), limit);
        EXPECT_THAT(out.str(), HasSubstr("200 subjects, 200 failed"));
        EXPECT_THAT(out.str(), HasSubstr("too long for this page"));
    }
}

TEST(Markdown, ends_no_block_early) {
    const std::string text = written(markdown, {hostile_entry()});
    EXPECT_THAT(text, HasSubstr("\n````text\n"));
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        if (line.rfind("| ❌", 0) == 0) EXPECT_THAT(line, Not(HasSubstr("<c>")));
}

TEST(GitHub, shows_ten_of_a_kind_and_counts_the_rest) {
    const std::vector<Entry> entries(25, Entry{test::race_report("/nowhere"), ""});
    const std::string text = written(write_github, entries);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 10);
    EXPECT_THAT(text, HasSubstr("::error title=contend::16 more findings"));
}

TEST(GitHub, takes_a_line_a_finding_whatever_it_says) {
    const std::string text = written(write_github, {hostile_entry()});
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
    EXPECT_THAT(text, AllOf(HasSubstr("%250A"), Not(HasSubstr("\n::error::x"))));
}

TEST(Trace, nests_steps_in_operations_and_operations_in_threads) {
    const json trace = json::parse(written(write_trace, example_entries()));
    std::map<std::pair<int, int>, std::vector<std::pair<int, int>>> tracks;
    for (const json& event : trace.at("traceEvents")) {
        EXPECT_TRUE(event.contains("ph") && event.contains("pid") && event.contains("tid"));
        if (event.at("ph") != "X") continue;
        const int begin = event.at("ts");
        tracks[{event.at("pid"), event.at("tid")}].emplace_back(begin,
                                                                begin + event.at("dur").get<int>());
    }
    EXPECT_GE(tracks.size(), 4U);
    for (const auto& [track, slices] : tracks)
        for (const auto& a : slices)
            for (const auto& b : slices) {
                const bool apart = a.second <= b.first || b.second <= a.first;
                const bool within = (a.first <= b.first && b.second <= a.second) ||
                                    (b.first <= a.first && a.second <= b.second);
                EXPECT_TRUE(apart || within);
            }
}

TEST(Formats, in_json_survive_text_that_is_none) {
    EXPECT_TRUE(json::accept(written(write_trace, {hostile_entry()})));
    EXPECT_TRUE(json::accept(written(write_sarif, {hostile_entry()})));
}

}  // namespace
}  // namespace contend::writers
