#include <contend/writers/text.hpp>

#include <contend/writers/display.hpp>
#include <contend/writers/sections.hpp>

#include <fmt/format.h>
#include <algorithm>
#include <cctype>
#include <ostream>

namespace contend::writers {
namespace {

using report::Finding;
using report::Report;
using report::Stats;
using report::Verdict;

constexpr std::string_view rule = "==================";
constexpr std::size_t summary_lines_max = 20;

std::string upper(std::string_view text) {
    std::string out{text};
    for (char& c : out) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return out;
}

/// "0.12", "0.0034"; of estimates more digits would tell nothing.
std::string probability(double value) {
    if (value < 0.0001) return "below 0.0001";
    return fmt::format("{:.2g}", value);
}

/// "9,120 different interleavings; the next would be new with probability 0.12".
std::string interleavings(const Stats& stats) {
    std::string text = stats.interleavings_at_least ? "at least " : "";
    text += count(stats.interleavings, "different interleaving");
    if (stats.new_probability && !stats.exhausted)
        text += "; the next would be new with probability " + probability(*stats.new_probability);
    return text;
}

/// "shard 2/4", "4 shards: 0/8, 1/8 and 2 more".
std::string shards(const std::vector<std::string>& all) {
    if (all.size() == 1) return "shard " + printable(all.front());
    std::string text = count(all.size(), "shard") + ": " + printable(all[0]);
    for (std::size_t i = 1; i < all.size(); ++i) {
        if (i == 4 && all.size() > 5) return text + " and " + count(all.size() - i) + " more";
        text += ", " + printable(all[i]);
    }
    return text;
}

/// "12,034 executions (9,120 different interleavings) of 31 scenarios in 0.42 s (portfolio)".
std::string explored(const Stats& stats) {
    std::string text = count(stats.executions, "execution");
    if (stats.interleavings != 0) {
        text += " (" + interleavings(stats) + ")";
    }
    if (stats.scenarios > 1) text += " of " + count(stats.scenarios, "scenario");
    if (stats.scenarios_exhausted != 0)
        text += ", " + count(stats.scenarios_exhausted) + " of them in every interleaving,";
    text += " in " + seconds(stats.seconds);
    if (!stats.strategy.empty()) text += " (" + printable(stats.strategy) + ")";
    if (!stats.shards.empty()) text += "; " + shards(stats.shards);
    if (stats.workers_killed != 0)
        text += "; " + count(stats.workers_killed, "worker") + " killed from outside, and replaced";
    return text;
}

std::string extent(const report::Extent& size) {
    // Free code has threads of its own making and no operations; only its schedule shrinks.
    if (size.threads == 0) return count(size.preemptions, "preemption");
    return count(size.threads, "thread") + ", " + count(size.operations, "operation") + ", " +
           count(size.preemptions, "preemption");
}

/// A summary is one sentence, but an assertion's text may bring more, and its lines mean something.
void append_summary(std::string& out, const std::string& summary, const Look& look) {
    std::size_t start = 0;
    for (std::size_t lines = 0; start < summary.size(); ++lines) {
        if (lines == summary_lines_max) {
            out += "…\n";
            return;
        }
        const std::size_t end = std::min(summary.find('\n', start), summary.size());
        const std::string_view line = std::string_view{summary}.substr(start, end - start);
        if (lines == 0)
            append_wrapped(out, line, 0, look);
        else
            out += printable(line) + "\n";
        start = end + 1;
    }
}

std::string confirmed_text(const Finding& finding) {
    const report::Confirmed& confirmed = finding.confirmed;
    if (confirmed.of == 0) return "not confirmed by a replay yet";
    return "reproduced " + count(confirmed.times) + " of " + count(confirmed.of, "time");
}

/// The command and the token stand alone on their lines: that is what gets copied.
void append_replay(std::string& out, const Report& report, const Finding& finding,
                   const Look& look) {
    if (finding.token.empty()) {
        out +=
            report.stats.strategy == "parallel"
                ? "  not replayed: seen on threads that ran freely, and not found under control\n"
                : "  not replayed: there is no schedule to replay\n";
        return;
    }
    const std::string command = report::replay_command(report, finding);
    const std::string confirmed = " (" + confirmed_text(finding) + "):\n";
    if (!command.empty()) {
        out += "  " + look.paint.strong("replay") + confirmed;
        out += "    " + printable(command) + "\n";
    }
    out += "  " + look.paint.strong("token") + (command.empty() ? confirmed : ":\n");
    out += "    " + printable(finding.token) + "\n";
}

void append_failure(std::string& out, const Report& report, const Finding& finding,
                    const Look& look) {
    const std::string headline =
        "WARNING: " + upper(report::title(finding.kind)) + " in " + printable(report.subject);
    out += look.paint.alarm(headline) + "\n";
    append_summary(out, finding.summary, look);
    out += '\n';
    append_stacks(out, finding, look);
    append_scenario(out, finding, look);
    append_orders(out, finding, look);
    append_interleaving(out, finding, look);
    append_replay(out, report, finding, look);
}

void append_tolerated(std::string& out, const Finding& finding, const report::Tolerated& tolerated,
                      const Look& look) {
    constexpr std::size_t indent = 2;
    out += look.paint.notice("tolerated: ") + std::string{report::title(finding.kind)} + ", seen " +
           count(tolerated.count, "time") + "\n";
    append_wrapped(out, finding.summary, indent, look);
    const std::string reason = tolerated.reason.empty() ? "(none given)" : tolerated.reason;
    append_wrapped(out, "reason: " + reason, indent, look);
    if (!tolerated.pattern.empty()) out += "  suppression: " + printable(tolerated.pattern) + "\n";
}

void append_stats(std::string& out, const Report& report) {
    const report::Shrink& shrink = report.stats.shrink;
    if (shrink.candidates != 0) {
        out += "shrunk in " + count(shrink.candidates) +
               (shrink.candidates == 1 ? " try" : " tries") + " from " + extent(shrink.original) +
               " to " + extent(shrink.final) + "\n";
    }
    if (report.stats.executions != 0) out += "explored " + explored(report.stats) + "\n";
}

void append_environment(std::string& out, const Report& report) {
    const report::Environment& environment = report.environment;
    const auto append = [&](const char* name, const std::string& value) {
        if (!value.empty()) out += "  " + padded(name, 14) + printable(value) + "\n";
    };
    append("contend", environment.contend_version);
    append("compiler", environment.compiler);
    append("TSan runtime", environment.tsan_runtime);
    append("context", environment.context);
    append("build id", environment.build_id);
    append("platform", environment.platform);
    append("points", count(report.stats.scheduling_points) + " scheduling points");
}

/// What the expectation makes of the verdict; nothing when there is none.
std::string expectation(const Report& report) {
    if (!report.expected || report.harness_error) return {};
    const std::string kind{report::title(*report.expected)};
    if (expectation_met(report))
        return "as expected: this subject is wrong on purpose (" + kind + ")";
    return "not as expected: this subject is wrong on purpose (" + kind +
           "), and that was not found";
}

std::string passed_line(const Report& report, const Look& look) {
    std::string line = look.paint.good("PASSED: ") + printable(report.subject) + ": ";
    if (report.stats.exhausted) line += "verified, every interleaving explored: ";
    if (report.stats.preemption_bound)
        line += "every schedule explored with at most " +
                count(*report.stats.preemption_bound, "preemption") + ": ";
    line += explored(report.stats) + "\n";
    append_wrapped(line, report.reason, 0, look);
    return line;
}

std::string unknown_line(const Report& report, const Look& look) {
    const std::string subject = printable(report.subject);
    const std::string reason =
        report.reason.empty() ? std::string{"no reason was recorded"} : printable(report.reason);
    if (report.harness_error) {
        return look.paint.alarm("ERROR: contend could not judge " + subject) + ": " + reason + "\n";
    }
    return look.paint.notice("UNKNOWN: ") + subject + ": " + reason + "\n";
}

/// A passed subject has one line, which needs no file behind it.
void append_path(std::string& out, const Report& report, const Look& look) {
    const bool plain =
        report.verdict == Verdict::passed && report.findings.empty() && !report.expected;
    if (plain || look.options.path.empty()) return;
    out += "report: " + look.paint.place(printable(shown_path(look.options.path))) + "\n";
}

std::string text_of(const Report& report, const Look& look) {
    std::string out;
    const bool failures = report::failure_count(report) != 0;
    if (failures) out += std::string{rule} + "\n";
    if (report.verdict == Verdict::unknown) out += unknown_line(report, look);
    for (const Finding& finding : report.findings) {
        if (finding.tolerated) continue;
        append_failure(out, report, finding, look);
        out += '\n';
    }
    if (report.verdict == Verdict::passed) {
        out += passed_line(report, look);
    } else {
        append_stats(out, report);
    }
    for (const Finding& finding : report.findings) {
        if (finding.tolerated) append_tolerated(out, finding, *finding.tolerated, look);
    }
    append_wrapped(out, expectation(report), 0, look);
    if (look.options.verbose) append_contention(out, report.contention, look);
    if (look.options.verbose) append_environment(out, report);
    append_path(out, report, look);
    if (failures) out += std::string{rule} + "\n";
    return out;
}

}  // namespace

void append_wrapped(std::string& out, std::string_view text, std::size_t indent, const Look& look) {
    const std::size_t width = std::max(look.options.width, 2 * indent) - indent;
    for (const std::string& line : wrapped(printable(text), width)) {
        out += std::string(indent, ' ') + line + "\n";
    }
}

std::string to_text(const report::Report& report, const TextOptions& options) {
    const Look look{options, Paint{options.color ? Paint::Mode::ansi : Paint::Mode::plain}};
    return text_of(report, look);
}

void write_text(const report::Report& report, std::ostream& out, const TextOptions& options) {
    out << to_text(report, options);
}

}  // namespace contend::writers
