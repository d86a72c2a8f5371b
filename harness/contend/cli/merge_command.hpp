#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace contend::cli {

struct MergeArguments {
    std::vector<std::string>
        paths;           ///< report files, or directories searched for *.json, at any depth
    std::string output;  ///< the directory to make; it may be there if it is empty
};

/// `contend merge`: joins the reports of shards, one report a subject (report/merge.hpp says how),
/// in a new directory, and writes a table over them to `out`. The directory appears as a whole or,
/// when anything goes wrong, not at all.
///
/// Returns exit_misuse, after one line for each mistake on `err`, when a file could not be used,
/// there was none, reports contradict one another, or the directory holds something or can not be
/// written; else exit_failed when a subject did not do what it should, else exit_ok.
int merge_command(const MergeArguments& arguments, std::ostream& out, std::ostream& err);

}  // namespace contend::cli
