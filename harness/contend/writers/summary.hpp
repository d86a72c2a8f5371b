#pragma once

#include <contend/report/report.hpp>

#include <iosfwd>
#include <string>
#include <vector>

/// Many reports at a glance.
namespace contend::writers {

/// A report and the file it came from.
struct Entry {
    report::Report report;
    std::string path;
};

struct SummaryOptions {
    bool color = false;  ///< ANSI colours
};

/// Writes a table, one line a report in the order given: whether it did what it should (`ok`,
/// `FAIL`), subject, verdict, kinds found and expected, executions, the report's path; then one
/// line of totals. Lines are as long as the names need: nothing is cut.
void write_summary(const std::vector<Entry>& entries, std::ostream& out,
                   const SummaryOptions& options);

}  // namespace contend::writers
