#include <contend/writers/sections.hpp>

#include <contend/report/frames.hpp>
#include <contend/writers/display.hpp>
#include <contend/writers/selection.hpp>
#include <contend/writers/table.hpp>

#include <algorithm>
#include <map>

namespace contend::writers {
namespace {

using report::Schedule;
using report::Step;

constexpr std::size_t indent = 4;
constexpr std::size_t gap = 2;
constexpr std::size_t column_min = 14;

enum class RowLook { operation, event, switched, preempted, omission };

/// One line: something in one thread's column, and where in the source.
struct Row {
    int thread = 0;
    RowLook look = RowLook::event;
    std::string text;
    std::string place;
};

Row omission(int thread, std::uint64_t steps) {
    return {thread, RowLook::omission, "… " + count(steps, "step") + " omitted", ""};
}

/// Turns the steps that are kept into rows. Used once.
class RowBuilder {
public:
    RowBuilder(const std::vector<Step>& steps, const std::vector<Beginning>& begins)
        : steps_(steps), begins_(begins) {}

    std::vector<Row> build(const std::vector<bool>& kept) {
        std::uint64_t omitted = 0;
        for (std::size_t i = 0; i < steps_.size(); ++i) {
            if (!kept[i]) {
                ++omitted;
                continue;
            }
            if (omitted != 0) rows_.push_back(omission(steps_[i - 1].thread, omitted));
            omitted = 0;
            append_step(i);
        }
        return std::move(rows_);
    }

private:
    void append_step(std::size_t i) {
        const Step& step = steps_[i];
        if (begins_[i].turn) {
            const auto look = step.preemption ? RowLook::preempted : RowLook::switched;
            const char* text = step.preemption ? "-- preempted --" : "-- switch --";
            rows_.push_back({steps_[i - 1].thread, look, text, ""});
        }
        // The step that began the operation may have been omitted.
        const bool named = !begins_[i].operation && operations_[step.thread] == step.operation;
        if (!step.operation.empty() && !named) {
            rows_.push_back({step.thread, RowLook::operation, printable(step.operation), ""});
        }
        operations_[step.thread] = step.operation;
        const std::string event = step.event.empty() ? "runs" : printable(step.event);
        rows_.push_back({step.thread, RowLook::event, (step.operation.empty() ? "" : "  ") + event,
                         printable(report::short_location(step.frame))});
    }

    const std::vector<Step>& steps_;
    const std::vector<Beginning>& begins_;
    std::map<int, std::string> operations_;  ///< the operation last named in each thread's column
    std::vector<Row> rows_;
};

std::string painted(const Row& row, const std::string& text, const Paint& paint) {
    switch (row.look) {
        case RowLook::operation: return paint.strong(text);
        case RowLook::event: return text;
        case RowLook::switched: return paint.quiet(text);
        case RowLook::preempted: return paint.notice(text);
        case RowLook::omission: return paint.quiet(text);
    }
    return text;
}

/// The threads that appear, in order of their numbers, and the column each has.
std::map<int, std::size_t> columns_of(const std::vector<Row>& rows) {
    std::map<int, std::size_t> columns;
    for (const Row& row : rows) columns[row.thread] = 0;
    std::size_t next = 0;
    for (auto& [thread, column] : columns) column = next++;
    return columns;
}

Table table_of(const std::vector<Row>& rows, const std::map<int, std::size_t>& columns,
               const report::Finding& finding) {
    Table table;
    for (const auto& [thread, column] : columns) {
        table.header.push_back(printable(thread_label(finding, thread)));
    }
    table.header.emplace_back("where");
    for (const Row& row : rows) {
        std::vector<std::string> cells(table.header.size());
        cells[columns.at(row.thread)] = row.text;
        cells.back() = row.place;
        table.rows.push_back(std::move(cells));
    }
    return table;
}

void append_header(std::string& out, const Table& table, const std::vector<std::size_t>& widths,
                   const Look& look) {
    std::string header;
    std::string rule;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const bool last = i + 1 == widths.size();
        header += padded(cut_to(table.header[i], widths[i]), last ? 0 : widths[i] + gap);
        for (std::size_t n = 0; n < widths[i]; ++n) rule += "─";
        if (!last) rule.append(gap, ' ');
    }
    out += std::string(indent, ' ') + look.paint.strong(header) + "\n";
    out += std::string(indent, ' ') + look.paint.quiet(rule) + "\n";
}

void append_columns(std::string& out, const std::vector<Row>& rows, const Table& table,
                    const std::map<int, std::size_t>& columns,
                    const std::vector<std::size_t>& widths, const Look& look) {
    append_header(out, table, widths, look);
    for (const Row& row : rows) {
        std::string line(indent, ' ');
        const std::size_t column = columns.at(row.thread);
        for (std::size_t i = 0; i < column; ++i) line.append(widths[i] + gap, ' ');
        const std::string cell = cut_to(row.text, widths[column]);
        line += painted(row, cell, look.paint);
        if (!row.place.empty()) {
            line.append(widths[column] - display_width(cell) + gap, ' ');
            for (std::size_t i = column + 1; i + 1 < widths.size(); ++i) line.append(widths[i] + gap, ' ');
            line += look.paint.place(cut_to(row.place, widths.back()));
        }
        out += line + "\n";
    }
}

/// Too many threads for columns side by side: every line names its thread instead.
void append_list(std::string& out, const std::vector<Row>& rows, const report::Finding& finding,
                 const Look& look) {
    std::size_t width = 0;
    for (const Row& row : rows) {
        width = std::max(width, display_width(printable(thread_label(finding, row.thread))));
    }
    for (const Row& row : rows) {
        const std::string label = printable(thread_label(finding, row.thread));
        out += std::string(indent, ' ') + padded(label, width + gap) + painted(row, row.text, look.paint);
        if (!row.place.empty()) out += "  " + look.paint.place(row.place);
        out += '\n';
    }
}

std::string title_of(const Schedule& schedule) {
    return "interleaving (" + count(schedule.preemptions, "preemption") + ", " +
           count(schedule.switches) + (schedule.switches == 1 ? " switch" : " switches") + "):";
}

}  // namespace

void append_interleaving(std::string& out, const report::Finding& finding, const Look& look) {
    const Schedule& schedule = finding.schedule;
    if (schedule.steps.empty()) return;
    const std::size_t limit = look.options.verbose ? schedule.steps.size() * 4 : lines_max;
    const std::vector<Beginning> begins = beginnings(schedule.steps);
    const std::vector<Row> rows =
        RowBuilder{schedule.steps, begins}.build(select_steps(begins, limit));
    const std::map<int, std::size_t> columns = columns_of(rows);
    const Table table = table_of(rows, columns, finding);
    const std::size_t width = std::max(look.options.width, indent) - indent;
    const std::vector<std::size_t> widths = column_widths(table, width, gap, column_min);

    out += "  " + look.paint.strong(title_of(schedule)) + "\n";
    if (widths.empty()) {
        append_list(out, rows, finding, look);
    } else {
        append_columns(out, rows, table, columns, widths, look);
    }
    if (schedule.omitted != 0) {
        const std::string more = "… " + count(schedule.omitted, "step") + " not recorded; the token has them all";
        out += std::string(indent, ' ') + look.paint.quiet(more) + "\n";
    }
    out += '\n';
}

}  // namespace contend::writers
