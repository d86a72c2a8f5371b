#include <contend/writers/summary.hpp>

#include <contend/writers/display.hpp>
#include <contend/writers/paint.hpp>
#include <contend/writers/sections.hpp>

#include <algorithm>
#include <array>
#include <ostream>

namespace contend::writers {
namespace {

using report::Finding;
using report::Report;
using report::Verdict;

constexpr std::size_t columns = 6;
using Cells = std::array<std::string, columns>;

/// "data-race, crash (expected)", "none (expected deadlock)", "none, 2 tolerated".
std::string findings_text(const Report& report) {
    std::vector<report::Kind> kinds;
    for (const Finding& finding : report.findings) {
        const bool known = std::find(kinds.begin(), kinds.end(), finding.kind) != kinds.end();
        if (!finding.tolerated && !known) kinds.push_back(finding.kind);
    }
    std::string text;
    for (const report::Kind kind : kinds) {
        text += (text.empty() ? "" : ", ") + std::string{to_string(kind)};
    }
    if (text.empty()) text = report.harness_error ? "harness error" : "none";
    if (report.expected) {
        const bool met = expectation_met(report);
        text +=
            met ? " (expected)" : " (expected " + std::string{to_string(*report.expected)} + ")";
    }
    const std::size_t tolerated = report.findings.size() - failure_count(report);
    if (tolerated != 0) text += ", " + count(tolerated) + " tolerated";
    return text;
}

std::string verdict_text(const Report& report) {
    if (report.verdict == Verdict::passed && report.stats.exhausted) return "verified";
    return std::string{to_string(report.verdict)};
}

Cells cells_of(const Entry& entry) {
    const Report& report = entry.report;
    return {expectation_met(report) ? "ok" : "FAIL",
            printable(report.subject),
            verdict_text(report),
            findings_text(report),
            count(report.stats.executions),
            printable(shown_path(entry.path))};
}

std::array<std::size_t, columns> widths_of(const std::vector<Cells>& rows) {
    std::array<std::size_t, columns> widths{};
    for (const Cells& cells : rows) {
        for (std::size_t i = 0; i < columns; ++i) {
            widths[i] = std::max(widths[i], display_width(cells[i]));
        }
    }
    return widths;
}

/// Executions are numbers and stand to the right of their column.
std::string aligned(const std::string& cell, std::size_t column, std::size_t width) {
    constexpr std::size_t executions = 4;
    if (column + 1 == columns) return cell;
    if (column != executions) return padded(cell, width) + "  ";
    return std::string(width - display_width(cell), ' ') + cell + "  ";
}

std::string line_of_totals(const std::vector<Entry>& entries) {
    const auto number_of = [&](auto condition) {
        return count(static_cast<std::uint64_t>(
            std::count_if(entries.begin(), entries.end(),
                          [&](const Entry& entry) { return condition(entry.report); })));
    };
    const auto has = [](Verdict verdict) {
        return [verdict](const Report& report) { return report.verdict == verdict; };
    };
    const auto as_expected = [](const Report& report) {
        return report.expected && expectation_met(report);
    };
    return count(entries.size(), "subject") + ": " + number_of(has(Verdict::passed)) + " passed, " +
           number_of(has(Verdict::failed)) + " failed (" + number_of(as_expected) +
           " as expected), " + number_of(has(Verdict::unknown)) + " unknown";
}

}  // namespace

void write_summary(const std::vector<Entry>& entries, std::ostream& out,
                   const SummaryOptions& options) {
    const Paint paint{options.color ? Paint::Mode::ansi : Paint::Mode::plain};
    std::vector<Cells> rows{{"", "subject", "verdict", "finding", "executions", "report"}};
    for (const Entry& entry : entries) rows.push_back(cells_of(entry));
    const std::array<std::size_t, columns> widths = widths_of(rows);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::string& mark = rows[row][0];
        std::string line = aligned(mark, 0, widths[0]);
        if (row != 0) line = mark == "ok" ? paint.good(line) : paint.alarm(line);
        for (std::size_t i = 1; i < columns; ++i) line += aligned(rows[row][i], i, widths[i]);
        out << (row == 0 ? paint.strong(line) : line) << '\n';
    }
    out << line_of_totals(entries) << '\n';
}

}  // namespace contend::writers
