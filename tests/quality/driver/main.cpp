// contend_quality [--seeds N] [--executions N] [--only NAME]... [--strategy NAME]... [--out FILE]
// contend_quality --check [--only NAME]...
//
// Measures how many executions each strategy needs for each case, and writes the table; or checks that the default strategy
// finds every case within the default budget, as the kind that it is, and nothing in the right versions.
#include "table.hpp"

#include <contend/gtest/listener.hpp>
#include <contend/run/options.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace contend::quality {
namespace {

/// The columns of the table: a new strategy is a word here.
const std::vector<Column> columns = {
    {"random"}, {"pct"}, {"pos"}, {"surw"}, {"feedback"}, {"portfolio"}, {"exhaustive", false},
};

struct Arguments {
    std::uint64_t seeds = 50;
    std::uint64_t executions = 20'000;
    std::vector<std::string> only;
    std::vector<std::string> strategies;
    std::string out;
    bool check = false;
};

bool chosen(const std::vector<std::string>& only, const std::string& name) {
    return only.empty() || std::find(only.begin(), only.end(), name) != only.end();
}

std::vector<Search> searches(const Column& column, const Arguments& arguments) {
    std::vector<Search> list;
    for (std::uint64_t seed = 1; seed <= (column.seeded ? arguments.seeds : 1); ++seed)
        list.push_back({column.strategy, seed, arguments.executions});
    return list;
}

Row measure(const Named& named, const Table& table, const Arguments& arguments) {
    const Case the_case = named.make();
    Place place(the_case.wrong, named, the_case.scenario);
    Row row{named.name, the_case.kind, {}};
    std::printf("%-28s %-12s", named.name.c_str(), the_case.kind.c_str());
    for (const Column& column : table.columns) {
        row.cells.push_back(summarise(place.find(searches(column, arguments), false)));
        std::printf(" %14s", text(row.cells.back()).c_str());
        std::fflush(stdout);
    }
    std::printf("\n");
    return row;
}

int measure_all(const std::vector<Named>& cases, const Arguments& arguments) {
    Table table;
    table.seeds = arguments.seeds;
    table.executions_max = arguments.executions;
    std::printf("%-28s %-12s", "", "");
    for (const Column& column : columns)
        if (chosen(arguments.strategies, column.strategy)) {
            table.columns.push_back(column);
            std::printf(" %14s", column.strategy.c_str());
        }
    std::printf("\n");
    for (const Named& named : cases) table.rows.push_back(measure(named, table, arguments));
    const std::string page = markdown(table);
    if (arguments.out.empty()) {
        std::printf("%s", page.substr(page.rfind("| *geometric")).c_str());
        return EXIT_SUCCESS;
    }
    std::ofstream out(arguments.out);
    out << page;
    out.close();
    if (out) return EXIT_SUCCESS;
    std::fprintf(stderr, "contend_quality: cannot write %s\n", arguments.out.c_str());
    return EXIT_FAILURE;
}

// What is wrong with the case; nothing: the empty string.
std::string complaint(const Named& named) {
    constexpr std::uint64_t right_executions = 2'000;
    const Case the_case = named.make();
    const auto options = run::options_from_environment();
    if (!options) return options.error().message.c_str();
    Place wrong(the_case.wrong, named, the_case.scenario);
    for (const Found& found : wrong.find({{options->strategy, 1, options->executions},
                                          {options->strategy, 2, options->executions}},
                                         true)) {
        if (found.executions == 0) return "is not found";
        if (found.kind != the_case.kind && found.kind != the_case.also)
            return "shows " + found.kind + ", not " + the_case.kind;
    }
    if (!the_case.right) return {};
    Place right(*the_case.right, named, the_case.scenario);
    const Found found = right.find({{options->strategy, 1, right_executions}}, true).front();
    return found.executions == 0 ? "" : "is wrong in its right version too: " + found.kind;
}

int check_all(const std::vector<Named>& cases) {
    int complaints = 0;
    for (const Named& named : cases) {
        const std::string found = complaint(named);
        std::printf("%-28s %s\n", named.name.c_str(), found.empty() ? "found" : found.c_str());
        if (!found.empty()) ++complaints;
    }
    return complaints == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int run(int count, char** given) {
    Arguments arguments;
    CLI::App app("How many executions each strategy needs to find each wrong container.");
    app.add_option("--seeds", arguments.seeds, "searches for each case and strategy");
    app.add_option("--executions", arguments.executions, "of a search, at most");
    app.add_option("--only", arguments.only, "these cases");
    app.add_option("--strategy", arguments.strategies, "these strategies");
    app.add_option("--out", arguments.out, "the file to write");
    app.add_flag("--check", arguments.check, "check that each case is what it says");
    CLI11_PARSE(app, count, given);
    std::vector<Named> cases;
    for (const Named& named : all())
        if (chosen(arguments.only, named.name)) cases.push_back(named);
    if (cases.empty() || cases.size() < arguments.only.size()) {
        std::fprintf(stderr, "contend_quality: --only: there is no such case\n");
        return 2;
    }
    return arguments.check ? check_all(cases) : measure_all(cases, arguments);
}

}  // namespace
}  // namespace contend::quality

int main(int count, char** arguments) {
    contend::gtest::listen();
    return contend::quality::run(count, arguments);
}
