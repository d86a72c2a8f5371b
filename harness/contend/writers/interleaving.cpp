#include <contend/writers/sections.hpp>

#include <contend/report/frames.hpp>
#include <contend/writers/aliases.hpp>
#include <contend/writers/display.hpp>
#include <contend/writers/selection.hpp>
#include <contend/writers/table.hpp>

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace contend::writers {
namespace {

using report::Schedule;
using report::Step;

constexpr std::size_t gap = 2;
constexpr std::size_t step_column_min = 14;

enum class RowLook { operation, event, switched, preempted, omission };

/// One line: something in one thread's column, and where in the source.
struct Row {
    int thread = 0;
    RowLook look = RowLook::event;
    std::string text;
    std::string place;
    const report::Frame* frame = nullptr;  ///< of an event
};

Row omission(int thread, std::uint64_t steps) {
    return {thread, RowLook::omission, "… " + count(steps, "step") + " omitted", "", nullptr};
}

/// Turns the steps that are kept into rows. Used once.
class RowBuilder {
public:
    RowBuilder(const std::vector<Step>& steps, const std::vector<Beginning>& begins,
               Aliases* aliases)
        : steps_(steps), begins_(begins), aliases_(aliases) {}

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
            rows_.push_back({steps_[i - 1].thread, look, text, "", nullptr});
        }
        // The step that began the operation may have been omitted.
        const bool named = !begins_[i].operation && operations_[step.thread] == step.operation;
        if (!step.operation.empty() && !named) {
            rows_.push_back(
                {step.thread, RowLook::operation, printable(step.operation), "", nullptr});
        }
        operations_[step.thread] = step.operation;
        std::string event = step.event.empty() ? "runs" : printable(step.event);
        if (aliases_ != nullptr) event = aliases_->applied_to(event);
        rows_.push_back({step.thread, RowLook::event, (step.operation.empty() ? "" : "  ") + event,
                         printable(report::short_location(step.frame)), &step.frame});
    }

    const std::vector<Step>& steps_;
    const std::vector<Beginning>& begins_;
    Aliases* aliases_;                       ///< null: addresses stay
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

/// The source of the rows, read once a line, for as many columns as are free to the right of the
/// places; empty texts where that is too few to tell anything.
class Sources {
public:
    explicit Sources(std::size_t room) : room_(room) {}

    std::string of(const Row& row) {
        constexpr std::size_t room_min = 12;
        if (row.frame == nullptr || room_ < room_min) return {};
        const auto [entry, is_new] = known_.try_emplace({row.frame->file, row.frame->line});
        if (is_new) entry->second = cut_to(source_line(*row.frame), room_);
        return entry->second;
    }

private:
    std::size_t room_;
    std::map<std::pair<std::string, std::uint32_t>, std::string> known_;
};

std::size_t room_beside(const std::vector<std::size_t>& widths, std::size_t width) {
    const std::size_t used = std::accumulate(widths.begin(), widths.end(), gap * widths.size());
    return width > used ? width - used : 0;
}

std::string with_source(const Row& row, std::size_t width, const std::string& source,
                        const Paint& paint) {
    const std::string place = cut_to(row.place, width);
    if (source.empty()) return paint.place(place);
    return paint.place(padded(place, width + gap)) + paint.quiet(source);
}

void append_columns(std::string& out, const std::vector<Row>& rows, const Table& table,
                    const std::map<int, std::size_t>& columns,
                    const std::vector<std::size_t>& widths, const Look& look) {
    append_header(out, table, widths, look);
    Sources sources{room_beside(widths, look.options.width - indent)};
    for (const Row& row : rows) {
        std::string line(indent, ' ');
        const std::size_t column = columns.at(row.thread);
        for (std::size_t i = 0; i < column; ++i) line.append(widths[i] + gap, ' ');
        const std::string cell = cut_to(row.text, widths[column]);
        line += painted(row, cell, look.paint);
        if (!row.place.empty()) {
            line.append(widths[column] - display_width(cell) + gap, ' ');
            for (std::size_t i = column + 1; i + 1 < widths.size(); ++i)
                line.append(widths[i] + gap, ' ');
            line += with_source(row, widths.back(), sources.of(row), look.paint);
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
        out += std::string(indent, ' ') + padded(label, width + gap) +
               painted(row, row.text, look.paint);
        if (!row.place.empty()) out += "  " + look.paint.place(row.place);
        out += '\n';
    }
}

std::string title_of(const Schedule& schedule) {
    const std::string needs = schedule.minimal ? "needs " : "";
    return "interleaving (" + needs + count(schedule.preemptions, "preemption") + ", " +
           count(schedule.switches) + (schedule.switches == 1 ? " switch" : " switches") + "):";
}

/// What does not fit into the table, below it.
void append_notes(std::string& out, const Schedule& schedule, const Aliases& aliases,
                  const Look& look) {
    const auto note = [&](const std::string& text) {
        for (const std::string& line :
             wrapped(text, std::max(look.options.width, 2 * indent) - indent)) {
            out += std::string(indent, ' ') + look.paint.quiet(line) + "\n";
        }
    };
    if (schedule.omitted != 0) {
        note("… " + count(schedule.omitted, "step") + " not recorded; the token has them all");
    }
    note(aliases.legend());
}

}  // namespace

void append_interleaving(std::string& out, const report::Finding& finding, const Look& look) {
    const Schedule& schedule = finding.schedule;
    if (schedule.steps.empty()) return;
    const bool verbose = look.options.verbose;
    const std::size_t limit = verbose ? schedule.steps.size() * 4 : lines_max;
    const std::vector<Beginning> begins = beginnings(schedule.steps);
    Aliases aliases;
    const std::vector<Row> rows =
        RowBuilder{schedule.steps, begins, verbose ? nullptr : &aliases}.build(
            select_steps(begins, limit));
    const std::map<int, std::size_t> columns = columns_of(rows);
    const Table table = table_of(rows, columns, finding);
    const std::size_t width = std::max(look.options.width, indent) - indent;
    const std::vector<std::size_t> widths = column_widths(table, width, gap, step_column_min);

    out += "  " + look.paint.strong(title_of(schedule)) + "\n";
    if (widths.empty()) {
        append_list(out, rows, finding, look);
    } else {
        append_columns(out, rows, table, columns, widths, look);
    }
    append_notes(out, schedule, aliases, look);
    out += '\n';
}

}  // namespace contend::writers
