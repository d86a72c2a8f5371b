#pragma once

#include <contend/writers/text.hpp>

#include <iosfwd>
#include <map>
#include <string>
#include <vector>

namespace contend::cli {

struct ReportArguments {
    std::vector<std::string>
        paths;                  ///< report files, or directories searched for *.json, at any depth
    bool summary_only = false;  ///< the table alone
    /// Files to write, by the name of their format (see formats()); "-" is `out`, which then shows nothing else.
    std::map<std::string, std::string> outputs;
    writers::TextOptions text;
};

/// `contend report`: writes every failure in full and a table over all reports to `out`, one line
/// for each file that cannot be used to `err`. Directories are read in order of their files' names;
/// a file named twice counts once; hidden files are left alone (they are reports being written).
///
/// Formats for other programs go to their files, each of which is either written whole or left as it was.
///
/// Returns exit_misuse when a file could not be used or there was none, else exit_failed when a
/// subject did not do what it should, else exit_ok.
/// An output that cannot be written counts like a file that could not be used.
int report_command(const ReportArguments& arguments, std::ostream& out, std::ostream& err);

/// A format that reports can be written in for other programs, and what for.
struct Format {
    const char* name;  ///< the flag is `--name`
    const char* help;
};

/// All of them.
const std::vector<Format>& formats();

}  // namespace contend::cli
