#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace contend::writers {

/// Rows of cells, every row as long as the header. Cells are printable text (display.hpp).
struct Table {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;
};

/// The widths the columns take when none may be wider than its widest cell and all together, with
/// `gap` columns between them, fit into `width`: the widest columns give way first. Empty when a
/// column would fall below `column_min` without being that narrow by itself: such a table is better
/// written as a list.
std::vector<std::size_t> column_widths(const Table& table, std::size_t width, std::size_t gap,
                                       std::size_t column_min);

/// Appends the table with lines around every column, each line after `indent` spaces; cells that do
/// not fit their column are cut. `widths` has one entry a column.
void append_boxed(std::string& out, const Table& table, const std::vector<std::size_t>& widths,
                  std::size_t indent);

}  // namespace contend::writers
