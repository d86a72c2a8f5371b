#pragma once

#include "search.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace contend::quality {

/// The searches of one case with one strategy.
struct Cell {
    std::size_t searches = 0;
    std::size_t found = 0;
    std::size_t exhausted = 0;  ///< that claim that there is nothing to be found
    std::size_t given_up = 0;
    std::optional<double>
        median;  ///< of the executions to the first failure; nothing: more than half found none
};

Cell summarise(const std::vector<Found>& searches);

/// The strategies that are compared: one at a time with many seeds, or, of one without chance, once.
struct Column {
    std::string strategy;
    bool seeded = true;
};

struct Row {
    std::string name;
    std::string kind;
    std::vector<Cell> cells;  ///< one a column
};

struct Table {
    std::vector<Column> columns;
    std::vector<Row> rows;
    std::uint64_t seeds = 0;
    std::uint64_t executions_max = 0;
};

/// The page of the documentation.
std::string markdown(const Table& table);

/// The cell for people: "12", "340 (48)" when only 48 searches found something, "none", and why none where that is
/// known.
std::string text(const Cell& cell);

}  // namespace contend::quality
