#include <contend/report/report.hpp>

#include <algorithm>

namespace contend::report {

std::string_view to_string(Verdict verdict) {
    switch (verdict) {
        case Verdict::passed: return "passed";
        case Verdict::failed: return "failed";
        case Verdict::unknown: return "unknown";
    }
    return "";
}

std::optional<Verdict> verdict_from(std::string_view name) {
    for (const Verdict verdict : {Verdict::passed, Verdict::failed, Verdict::unknown}) {
        if (to_string(verdict) == name) return verdict;
    }
    return std::nullopt;
}

const Finding* primary_finding(const Report& report) {
    for (const Finding& finding : report.findings) {
        if (!finding.tolerated) return &finding;
    }
    return nullptr;
}

std::size_t failure_count(const Report& report) {
    std::size_t count = 0;
    for (const Finding& finding : report.findings) {
        if (!finding.tolerated) ++count;
    }
    return count;
}

bool expectation_met(const Report& report) {
    if (report.harness_error) return false;
    if (!report.expected) return report.verdict == Verdict::passed;
    if (report.verdict != Verdict::failed) return false;
    return std::all_of(report.findings.begin(), report.findings.end(), [&](const Finding& finding) {
        return finding.tolerated || finding.kind == *report.expected;
    });
}

std::string replay_command(const Report& report, const Finding& finding) {
    const Finding* primary = primary_finding(report);
    if (finding.token.empty() || report.replay_command.empty() || primary == nullptr) return {};
    std::string command = report.replay_command;
    if (finding.token == primary->token) return command;
    const std::size_t at =
        primary->token.empty() ? std::string::npos : command.find(primary->token);
    // Without the primary's token in it, the command cannot be turned into another finding's.
    if (at == std::string::npos) return {};
    return command.replace(at, primary->token.size(), finding.token);
}

std::string inconsistency(const Report& report) {
    const std::size_t failures = failure_count(report);
    if (report.harness_error && report.verdict != Verdict::unknown) {
        return "it records a harness error and still gives a verdict";
    }
    if (report.verdict == Verdict::passed && failures != 0) {
        return "its verdict is passed although it has findings that are not tolerated";
    }
    if (report.verdict == Verdict::failed && failures == 0) {
        return "its verdict is failed although it has no finding that is not tolerated";
    }
    if (report.verdict == Verdict::unknown && report.reason.empty()) {
        return "its verdict is unknown and it gives no reason";
    }
    for (const Finding& finding : report.findings) {
        if (finding.confirmed.times > finding.confirmed.of) {
            return "a finding was confirmed more often than it was replayed";
        }
    }
    return {};
}

}  // namespace contend::report
