#pragma once

#include <contend/report/report.hpp>

#include <rapidcheck.h>
#include <optional>

#include <string>
#include <vector>

/// Arbitrary reports for properties. Consistent ones: what a reader must accept.
namespace contend::test {

/// Text of any characters that JSON can hold: controls, quotes, other languages.
inline rc::Gen<std::string> any_text() {
    return rc::gen::map(
        rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(
            std::vector<std::string>{"a", "Cache::put", "<int>", "\"", "\\", "\n", "\t", "\x01",
                                     "\x7f", "é", "漢", "🙂", "/", " "})),
        [](const std::vector<std::string>& parts) {
            std::string text;
            for (const std::string& part : parts) text += part;
            return text;
        });
}

inline std::string text() { return *any_text(); }

template <class Make> auto some(Make make, int count_max) {
    std::vector<decltype(make())> all;
    for (int count = *rc::gen::inRange(0, count_max + 1); count > 0; --count) all.push_back(make());
    return all;
}

template <class Number> Number number() { return *rc::gen::arbitrary<Number>(); }
template <class Number> std::optional<Number> perhaps() {
    return number<bool>() ? std::optional<Number>(number<Number>()) : std::nullopt;
}

inline report::Frame any_frame() {
    return {.function = text(),
            .file = text(),
            .line = number<std::uint32_t>(),
            .column = number<std::uint32_t>(),
            .module = text(),
            .offset = number<std::uint64_t>(),
            .user = number<bool>()};
}

inline report::Call any_call() {
    return {text(), text(), number<bool>(), number<std::uint64_t>(), number<std::uint64_t>()};
}

inline report::Stack any_stack() {
    return {text(), *rc::gen::elementOf(std::vector<std::optional<int>>{std::nullopt, 0, 7}),
            some(any_frame, 3)};
}

inline report::Step any_step() {
    return {number<int>(), text(), text(), any_frame(), number<bool>(), number<bool>()};
}

inline report::Scenario any_scenario() {
    const auto thread = [] {
        return report::ScenarioThread{number<int>(), text(), some(any_call, 2)};
    };
    return {some(any_call, 2), some(thread, 2), some(any_call, 2)};
}

inline report::TriedOrder any_order() { return {some(text, 2), number<std::uint64_t>(), text()}; }

inline report::Finding any_finding() {
    report::Finding finding;
    finding.kind = *rc::gen::elementOf(report::all_kinds);
    finding.summary = text();
    finding.token = text();
    finding.scenario = any_scenario();
    finding.schedule = {number<std::uint64_t>(), number<bool>(), number<std::uint64_t>(),
                        some(any_step, 2), number<std::uint64_t>()};
    finding.orders = {number<std::uint64_t>(), some(any_order, 2)};
    finding.stacks = some(any_stack, 2);
    finding.confirmed.of = *rc::gen::inRange(0U, 6U);
    finding.confirmed.times = *rc::gen::inRange(0U, finding.confirmed.of + 1);
    if (number<bool>())
        finding.tolerated = report::Tolerated{text(), text(), number<std::uint64_t>()};
    finding.signature = text();
    return finding;
}

inline report::LockUse any_lock_use() {
    return {some(any_frame, 2),      number<std::uint64_t>(), number<std::uint64_t>(),
            number<std::uint64_t>(), number<std::uint64_t>(), number<std::uint64_t>(),
            number<std::uint64_t>()};
}

/// Of no executions, or of some: then with anything in it.
inline report::Contention any_contention() {
    if (number<bool>()) return {};
    const auto conflict = [] { return report::Conflict{text(), text(), number<std::uint64_t>()}; };
    return {*rc::gen::inRange<std::uint64_t>(1, 100), number<std::uint64_t>(),
            some(any_lock_use, 2), some(conflict, 2)};
}

inline report::Stats any_stats() {
    const auto extent = [] {
        return report::Extent{number<std::uint64_t>(), number<std::uint64_t>(),
                              number<std::uint64_t>()};
    };
    return {.scenarios = number<std::uint64_t>(),
            .executions = number<std::uint64_t>(),
            .interleavings = number<std::uint64_t>(),
            .interleavings_at_least = number<bool>(),
            .new_probability = perhaps<double>(),
            .interleavings_estimate = perhaps<std::uint64_t>(),
            .scheduling_points = number<std::uint64_t>(),
            .seconds = number<double>(),
            .strategy = text(),
            .workers_killed = number<std::uint64_t>(),
            .exhausted = number<bool>(),
            .shrink = {number<std::uint64_t>(), extent(), extent()}};
}

inline report::Report any_report() {
    report::Report report;
    report.subject = text();
    report.findings = some(any_finding, 2);
    const bool clean = report::failure_count(report) == 0;
    report.verdict = clean ? report::Verdict::passed : report::Verdict::failed;
    report.reason = text();
    if (number<bool>()) {
        report.verdict = report::Verdict::unknown;
        report.reason += "a limit";
        report.harness_error = number<bool>();
    }
    if (number<bool>()) report.expected = *rc::gen::elementOf(report::all_kinds);
    report.stats = any_stats();
    report.contention = any_contention();
    report.environment = {text(), text(), text(), text(), text(), text()};
    report.replay_command = text();
    return report;
}

}  // namespace contend::test
