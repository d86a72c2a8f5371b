#include "table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace contend::quality {
namespace {

constexpr const char* introduction = R"(# How soon mistakes are found

Written by `ci/quality`. Each row is a wrong container or algorithm of `tests/quality`, without a data race, sought in one
scenario: the median number of executions up to and including the first that fails, over {} seeds of at most {} executions each;
`more` is a median above that. In parentheses, how many of these searches found it, where it was not all. Every search starts
with a fresh worker that knows nothing of the one before.

`exhaustive` has no seed: one search, in the order of the exploration. It gives up where threads spin too long, and would have
`missed` what it did not find although it claims to have seen every interleaving.

)";

// Every search that found nothing counts as longer than any other.
bool sooner(const Cell& left, const Cell& right) {
    if (!left.median) return false;
    return !right.median || *left.median < *right.median;
}

std::string comparison(const Table& table, std::size_t base) {
    std::string lines;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (i == base || !table.columns[i].seeded) continue;
        std::size_t sooner_found = 0;
        std::size_t later_found = 0;
        for (const Row& row : table.rows) {
            sooner_found += sooner(row.cells[i], row.cells[base]) ? 1u : 0u;
            later_found += sooner(row.cells[base], row.cells[i]) ? 1u : 0u;
        }
        lines +=
            fmt::format("- `{}` has the lower median in {} of {}, the higher in {}.\n",
                        table.columns[i].strategy, sooner_found, table.rows.size(), later_found);
    }
    return lines;
}

// What a strategy costs over all: medians differ by orders of magnitude, so their logarithms are averaged.
std::string means(const Table& table) {
    std::string line = "| *geometric mean* |";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        double sum = 0;
        for (const Row& row : table.rows)
            sum +=
                std::log(row.cells[i].median.value_or(static_cast<double>(table.executions_max)));
        line += fmt::format(" | {:.1f}", std::exp(sum / static_cast<double>(table.rows.size())));
    }
    return line + " |\n";
}

}  // namespace

Cell summarise(const std::vector<Found>& searches) {
    Cell cell;
    cell.searches = searches.size();
    std::vector<double> sorted;
    for (const Found& found : searches) {
        cell.found += found.executions != 0 ? 1u : 0u;
        cell.exhausted += found.exhausted ? 1u : 0u;
        cell.given_up += found.given_up ? 1u : 0u;
        sorted.push_back(found.executions == 0 ? HUGE_VAL : static_cast<double>(found.executions));
    }
    std::sort(sorted.begin(), sorted.end());
    const std::size_t middle = sorted.size() / 2;
    const double median =
        sorted.size() % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    if (median != HUGE_VAL) cell.median = median;
    return cell;
}

std::string text(const Cell& cell) {
    if (cell.exhausted != 0) return "missed";
    if (cell.given_up != 0) return "gave up";
    if (cell.found == 0) return "none";
    const std::string median = cell.median ? fmt::format("{:g}", *cell.median) : "more";
    return cell.found == cell.searches ? median : fmt::format("{} ({})", median, cell.found);
}

std::string markdown(const Table& table) {
    std::string page = fmt::format(introduction, table.seeds, table.executions_max);
    page += "| Case | Shows |";
    std::string line = "|---|---|";
    for (const Column& column : table.columns) {
        page += " " + column.strategy + " |";
        line += "---:|";
    }
    page += "\n" + line + "\n";
    for (const Row& row : table.rows) {
        page += fmt::format("| [{0}](../tests/quality/{0}.cpp) | {1} |", row.name, row.kind);
        for (const Cell& cell : row.cells) page += " " + text(cell) + " |";
        page += "\n";
    }
    page += means(table);
    const auto random =
        std::find_if(table.columns.begin(), table.columns.end(),
                     [](const Column& column) { return column.strategy == "random"; });
    if (random == table.columns.end()) return page;
    return page + "\nAgainst `random`:\n\n" +
           comparison(table, static_cast<std::size_t>(random - table.columns.begin()));
}

}  // namespace contend::quality
