#include <contend/writers/sections.hpp>

#include <contend/writers/display.hpp>
#include <contend/writers/table.hpp>

#include <algorithm>

namespace contend::writers {
namespace {

constexpr std::size_t call_column_min = 16;

std::string call_text(const report::Call& call) {
    std::string text = call.text;
    if (call.unfinished) {
        text += ": (did not return)";
    } else if (!call.result.empty()) {
        text += ": " + call.result;
    }
    return printable(text);
}

/// "    initial  put(1, 2): true" with further calls aligned below.
void append_part(std::string& out, const std::string& label,
                 const std::vector<report::Call>& calls) {
    std::string lead = label;
    for (const report::Call& call : calls) {
        out += std::string(indent, ' ') + lead + "  " + call_text(call) + "\n";
        lead.assign(display_width(label), ' ');
    }
}

Table table_of(const report::Finding& finding) {
    const std::vector<report::ScenarioThread>& threads = finding.scenario.threads;
    Table table;
    std::size_t rows = 0;
    for (const report::ScenarioThread& thread : threads) {
        table.header.push_back(printable(thread_label(finding, thread.id)));
        rows = std::max(rows, thread.calls.size());
    }
    for (std::size_t row = 0; row < rows; ++row) {
        std::vector<std::string> cells;
        for (const report::ScenarioThread& thread : threads) {
            cells.push_back(row < thread.calls.size() ? call_text(thread.calls[row]) : "");
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

void append_threads(std::string& out, const report::Finding& finding, const Look& look) {
    const Table table = table_of(finding);
    // The lines around the outer columns take four columns more than the gaps between them.
    const std::size_t frame = indent + 4;
    const std::size_t width = std::max(look.options.width, frame) - frame;
    const std::vector<std::size_t> widths = column_widths(table, width, 3, call_column_min);
    if (!widths.empty()) return append_boxed(out, table, widths, indent);
    for (const report::ScenarioThread& thread : finding.scenario.threads) {
        append_part(out, printable(thread_label(finding, thread.id)), thread.calls);
    }
}

}  // namespace

std::string thread_label(const report::Finding& finding, int thread) {
    const std::string label = "thread " + std::to_string(thread);
    for (const report::ScenarioThread& known : finding.scenario.threads) {
        if (known.id == thread && !known.name.empty()) return label + " (" + known.name + ")";
    }
    return label;
}

void append_scenario(std::string& out, const report::Finding& finding, const Look& look) {
    const report::Scenario& scenario = finding.scenario;
    const bool has_calls = std::any_of(scenario.threads.begin(), scenario.threads.end(),
                                       [](const auto& thread) { return !thread.calls.empty(); });
    if (!has_calls && scenario.initial.empty() && scenario.final.empty()) return;
    out += "  " + look.paint.strong("scenario:") + "\n";
    append_part(out, "initial", scenario.initial);
    if (has_calls) append_threads(out, finding, look);
    append_part(out, "final  ", scenario.final);
    out += '\n';
}

}  // namespace contend::writers
