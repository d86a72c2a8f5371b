#pragma once

#include <contend/writers/text.hpp>

#include <iosfwd>
#include <string>
#include <vector>

namespace contend::cli {

struct ReportArguments {
    std::vector<std::string>
        paths;                  ///< report files, or directories searched for *.json, at any depth
    bool summary_only = false;  ///< the table alone
    writers::TextOptions text;
};

/// `contend report`: writes every failure in full and a table over all reports to `out`, one line
/// for each file that cannot be used to `err`. Directories are read in order of their files' names;
/// a file named twice counts once; hidden files are left alone (they are reports being written).
///
/// Returns exit_misuse when a file could not be used or there was none, else exit_failed when a
/// subject did not do what it should, else exit_ok.
int report_command(const ReportArguments& arguments, std::ostream& out, std::ostream& err);

}  // namespace contend::cli
