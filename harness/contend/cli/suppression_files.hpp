#pragma once

#include <contend/base/result.hpp>
#include <contend/report/report.hpp>
#include <contend/run/suppressions.hpp>

#include <string>
#include <vector>

namespace contend::cli {

struct SuppressionFile {
    std::string path;
    std::vector<run::Suppression> entries;

    std::string place(const run::Suppression& entry) const {
        return path + ":" + std::to_string(entry.line_number) + ": ";
    }
};

/// What was read, and a line for each file that could not be.
template <class Item> struct ReadFiles {
    std::vector<Item> items;
    std::vector<std::string> errors;
};

/// The files among the paths, and *.supp in the directories among them, in order of their names.
ReadFiles<SuppressionFile> read_suppression_files(const std::vector<std::string>& paths);

/// As find_report_files() finds them.
ReadFiles<report::Report> read_reports(const std::vector<std::string>& paths);

/// "gcc" or "clang", of "clang 19.1.7" or of what a compiler says of itself to --version.
std::string family_of(const std::string& compiler);

}  // namespace contend::cli
