#include <contend/report/report.hpp>

#include <contend/report/shard.hpp>

#include <set>

#include <algorithm>

namespace contend::report {
namespace {

// The first that is no shard, of another division than the others, or there twice; empty when all are right.
std::string wrong_shard(const std::vector<std::string>& shards) {
    std::set<std::string> seen;
    std::optional<Shard> first;
    for (const std::string& text : shards) {
        const std::optional<Shard> shard = shard_from(text);
        if (!first) first = shard;
        if (!shard || shard->of != first->of || text != to_string(*shard) ||
            !seen.insert(text).second)
            return text.empty() ? "(empty)" : text;
    }
    return {};
}

}  // namespace

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
    if (const std::string wrong = wrong_shard(report.stats.shards); !wrong.empty())
        return "its shard \"" + wrong + "\" is not one of a divided search, or is there twice";
    for (const Finding& finding : report.findings) {
        if (finding.confirmed.times > finding.confirmed.of) {
            return "a finding was confirmed more often than it was replayed";
        }
    }
    return {};
}

}  // namespace contend::report
