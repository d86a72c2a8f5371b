#include <contend/writers/formats.hpp>

#include <contend/writers/display.hpp>
#include <contend/writers/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace contend::writers {
namespace {

/// Text that HTML leaves alone.
std::string html_text(std::string_view text) {
    std::string out;
    for (const char c : printable(text)) {
        if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '&')
            out += "&amp;";
        else
            out += c;
    }
    return out;
}

/// Text in a cell or a line, that Markdown leaves alone too.
std::string inline_text(std::string_view text) {
    std::string out;
    for (const char c : html_text(text)) {
        if (std::string_view("\\`*_[]|~$").find(c) != std::string_view::npos)
            (out += '\\') += c;
        else
            out += c;
    }
    return out;
}

/// A block that the text can not end by itself.
std::string block(std::string_view text) {
    std::size_t longest = 2;
    std::size_t run = 0;
    for (const char c : text) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const std::string fence(longest + 1, '`');
    return fmt::format("{0}text\n{1}{2}{0}\n", fence, text,
                       text.empty() || text.back() != '\n' ? "\n" : "");
}

std::string mark(const report::Report& report) {
    if (!fails(report)) return "✅";
    return report.verdict == report::Verdict::unknown ? "⚠️" : "❌";
}

std::string verdict_of(const report::Report& report) {
    if (report.stats.exhausted && report.verdict == report::Verdict::passed) return "verified";
    if (report.expected && !fails(report)) return "failed, as expected";
    return std::string(report::to_string(report.verdict));
}

std::string row(const Entry& entry) {
    const report::Report& report = entry.report;
    const bool says = fails(report) || report::failure_count(report) != 0;
    return fmt::format("| {} | {} | {} | {} | {} | {} |\n", mark(report),
                       inline_text(report.subject), verdict_of(report),
                       says ? inline_text(headline(report)) : "", count(report.stats.executions),
                       seconds(report.stats.seconds));
}

std::string details(const Entry& entry) {
    return fmt::format("\n<details><summary>{} {}</summary>\n\n{}\n</details>\n",
                       mark(entry.report), html_text(entry.report.subject),
                       block(plain_text(to_text(entry.report, {.path = entry.path}))));
}

std::string totals(const std::vector<Entry>& entries) {
    std::size_t failed = 0;
    std::size_t unknown = 0;
    for (const Entry& entry : entries) {
        if (!fails(entry.report)) continue;
        ++(entry.report.verdict == report::Verdict::unknown ? unknown : failed);
    }
    std::string text = fmt::format("## contend: {}", count(entries.size(), "subject"));
    if (failed != 0) text += fmt::format(", {} failed", count(failed));
    if (unknown != 0) text += fmt::format(", {} without a verdict", count(unknown));
    if (failed + unknown == 0) text += ", all as they should be";
    return text + "\n\n";
}

}  // namespace

// What went wrong first, so that it is not what is left out.
void write_markdown(const std::vector<Entry>& entries, std::ostream& out,
                    const MarkdownOptions& options) {
    constexpr std::size_t reserve = 200;  // for what is said at the end
    std::vector<const Entry*> order;
    for (const bool failing : {true, false})
        for (const Entry& entry : entries)
            if (fails(entry.report) == failing) order.push_back(&entry);
    std::string text = totals(entries);
    std::string end;
    const auto fits = [&](const std::string& more) {
        return text.size() + more.size() + end.size() + reserve <= options.bytes_max;
    };
    const std::string head =
        "|  | Subject | Verdict |  | Executions | Time |\n|---|---|---|---|---:|---:|\n";
    std::size_t rows = 0;
    if (fits(head)) {
        text += head;
        for (; rows < order.size() && fits(row(*order[rows])); ++rows) text += row(*order[rows]);
    }
    if (rows < order.size())
        end +=
            fmt::format("\n{} more are in the reports.\n", count(order.size() - rows, "subject"));
    std::size_t left_out = 0;
    for (const Entry* const entry : order) {
        if (!fails(entry->report)) break;
        const std::string more = details(*entry);
        if (fits(more))
            text += more;
        else
            ++left_out;
    }
    if (left_out != 0)
        end += fmt::format("\nThe full text of {} is too long for this page: see the reports.\n",
                           count(left_out, "subject"));
    out << text << end;
}

}  // namespace contend::writers
