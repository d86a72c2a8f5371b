#include <contend/writers/table.hpp>

#include <contend/writers/display.hpp>

#include <algorithm>
#include <numeric>

namespace contend::writers {
namespace {

std::vector<std::size_t> natural_widths(const Table& table) {
    std::vector<std::size_t> widths;
    for (const std::string& cell : table.header) widths.push_back(display_width(cell));
    for (const std::vector<std::string>& row : table.rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], display_width(row[i]));
        }
    }
    return widths;
}

struct Corners {
    const char* left;
    const char* between;
    const char* right;
};

void append_rule(std::string& out, const std::vector<std::size_t>& widths, std::size_t indent,
                 Corners corners) {
    out.append(indent, ' ');
    for (std::size_t i = 0; i < widths.size(); ++i) {
        out += i == 0 ? corners.left : corners.between;
        for (std::size_t n = 0; n < widths[i] + 2; ++n) out += "─";
    }
    out += corners.right;
    out += '\n';
}

void append_row(std::string& out, const std::vector<std::string>& cells,
                const std::vector<std::size_t>& widths, std::size_t indent) {
    out.append(indent, ' ');
    for (std::size_t i = 0; i < widths.size(); ++i) {
        out += "│ " + padded(cut_to(cells[i], widths[i]), widths[i]) + " ";
    }
    out += "│\n";
}

}  // namespace

std::vector<std::size_t> column_widths(const Table& table, std::size_t width, std::size_t gap,
                                       std::size_t column_min) {
    std::vector<std::size_t> widths = natural_widths(table);
    // A first cut, so that a value a megabyte long does not cost a million rounds below.
    for (std::size_t& column : widths) column = std::min(column, width);
    const std::size_t gaps = widths.empty() ? 0 : gap * (widths.size() - 1);
    const auto total = [&] {
        return gaps + std::accumulate(widths.begin(), widths.end(), std::size_t{0});
    };
    while (total() > width) {
        const auto widest = std::max_element(widths.begin(), widths.end());
        if (widest == widths.end() || *widest <= column_min) return {};
        --*widest;
    }
    return widths;
}

void append_boxed(std::string& out, const Table& table, const std::vector<std::size_t>& widths,
                  std::size_t indent) {
    append_rule(out, widths, indent, {"┌", "┬", "┐"});
    append_row(out, table.header, widths, indent);
    append_rule(out, widths, indent, {"├", "┼", "┤"});
    for (const std::vector<std::string>& row : table.rows) append_row(out, row, widths, indent);
    append_rule(out, widths, indent, {"└", "┴", "┘"});
}

}  // namespace contend::writers
