#include <contend/writers/formats.hpp>

#include <contend/writers/text.hpp>

#include <fmt/format.h>
#include <pugixml.hpp>

#include <cmath>
#include <map>
#include <ostream>

namespace contend::writers {
namespace {

struct Name {
    std::string suite;
    std::string test;
};

/// "Cache.IsLinearizable" in its two halves; a whole program is a suite of its own.
Name name_of(const std::string& subject) {
    const std::size_t dot = subject.find('.');
    if (dot == std::string::npos || dot == 0) return {subject, subject};
    return {subject.substr(0, dot), subject.substr(dot + 1)};
}

/// Times add up, whatever a report says.
double seconds_of(const report::Report& report) {
    return std::isfinite(report.stats.seconds) && report.stats.seconds > 0 ? report.stats.seconds
                                                                           : 0.0;
}

void set(pugi::xml_node node, const char* name, std::string_view value) {
    node.append_attribute(name) = plain_text(value).c_str();
}

void set_seconds(pugi::xml_node node, double seconds) {
    node.append_attribute("time") = fmt::format("{:.3f}", seconds).c_str();
}

void add_property(pugi::xml_node properties, const char* name, std::string_view value) {
    if (value.empty()) return;
    pugi::xml_node property = properties.append_child("property");
    set(property, "name", name);
    set(property, "value", value);
}

void add_properties(pugi::xml_node test, const report::Report& report) {
    pugi::xml_node properties = test.append_child("properties");
    add_property(properties, "verdict", report::to_string(report.verdict));
    add_property(properties, "strategy", report.stats.strategy);
    add_property(properties, "executions", std::to_string(report.stats.executions));
    add_property(properties, "interleavings", std::to_string(report.stats.interleavings));
    if (const report::Finding* const finding = report::primary_finding(report)) {
        add_property(properties, "kind", report::to_string(finding->kind));
        add_property(properties, "signature", finding->signature);
        add_property(properties, "token", finding->token);
        add_property(properties, "replay", report::replay_command(report, *finding));
    }
}

void add_problem(pugi::xml_node test, const Entry& entry) {
    const report::Report& report = entry.report;
    const report::Finding* const finding = report::primary_finding(report);
    pugi::xml_node problem =
        test.append_child(report.verdict == report::Verdict::unknown ? "error" : "failure");
    set(problem, "message", headline(report));
    std::string_view type = report.harness_error ? "harness-error" : "unknown";
    if (report.verdict != report::Verdict::unknown)
        type = finding != nullptr ? report::to_string(finding->kind) : "missing-finding";
    set(problem, "type", type);
    problem.append_child(pugi::node_pcdata)
        .set_value(plain_text(to_text(report, {.path = entry.path})).c_str());
}

/// What consumers show before they open anything.
struct Counts {
    unsigned tests = 0;
    unsigned failures = 0;
    unsigned errors = 0;
    double seconds = 0;

    void add(const report::Report& report) {
        ++tests;
        seconds += seconds_of(report);
        if (!fails(report)) return;
        ++(report.verdict == report::Verdict::unknown ? errors : failures);
    }

    void write_to(pugi::xml_node node) const {
        node.append_attribute("tests") = tests;
        node.append_attribute("failures") = failures;
        node.append_attribute("errors") = errors;
        node.append_attribute("skipped") = 0;
        set_seconds(node, seconds);
    }
};

}  // namespace

void write_junit(const std::vector<Entry>& entries, std::ostream& out) {
    std::vector<std::string> order;
    std::map<std::string, std::vector<const Entry*>> suites;
    Counts all;
    for (const Entry& entry : entries) {
        std::vector<const Entry*>& suite = suites[name_of(entry.report.subject).suite];
        if (suite.empty()) order.push_back(name_of(entry.report.subject).suite);
        suite.push_back(&entry);
        all.add(entry.report);
    }
    pugi::xml_document document;
    pugi::xml_node declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    pugi::xml_node root = document.append_child("testsuites");
    set(root, "name", "contend");
    all.write_to(root);
    for (const std::string& name : order) {
        pugi::xml_node suite = root.append_child("testsuite");
        set(suite, "name", name);
        Counts counts;
        for (const Entry* const entry : suites[name]) counts.add(entry->report);
        counts.write_to(suite);
        for (const Entry* const entry : suites[name]) {
            pugi::xml_node test = suite.append_child("testcase");
            set(test, "classname", name);
            set(test, "name", name_of(entry->report.subject).test);
            set_seconds(test, seconds_of(entry->report));
            add_properties(test, entry->report);
            if (fails(entry->report)) add_problem(test, *entry);
        }
    }
    document.save(out, "  ");
}

}  // namespace contend::writers
