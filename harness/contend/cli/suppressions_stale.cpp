#include <contend/cli/suppressions_command.hpp>

#include <contend/cli/exit_code.hpp>
#include <contend/cli/suppression_files.hpp>
#include <contend/writers/display.hpp>

#include <fmt/format.h>

#include <ostream>
#include <set>

namespace contend::cli {

int suppressions_stale(const SuppressionsArguments& arguments, std::ostream& out,
                       std::ostream& err) {
    const ReadFiles<SuppressionFile> files = read_suppression_files(arguments.files);
    const ReadFiles<report::Report> reports = read_reports(arguments.reports);
    std::vector<std::string> errors = files.errors;
    errors.insert(errors.end(), reports.errors.begin(), reports.errors.end());
    for (const std::string& error : errors) err << "contend: " << writers::printable(error) << '\n';
    if (!errors.empty()) return exit_misuse;
    std::set<std::string> compilers;
    for (const report::Report& report : reports.items)
        compilers.insert(family_of(report.environment.compiler));
    // Only the first entry that fits is noted with a finding: another that fits too is not stale.
    const auto matched = [&](const run::Suppression& entry) {
        for (const report::Report& report : reports.items)
            for (const report::Finding& finding : report.findings)
                if (finding.tolerated && (finding.tolerated->pattern == entry.line() ||
                                          run::covers(entry, finding.kind, finding.stacks)))
                    return true;
        return false;
    };
    std::size_t stale = 0;
    for (const SuppressionFile& file : files.items)
        for (const run::Suppression& entry : file.entries) {
            const bool elsewhere = !entry.scope.empty() && compilers.count(entry.scope) == 0;
            if (entry.intermittent || elsewhere || matched(entry)) continue;
            ++stale;
            out << writers::printable(
                       fmt::format("{}{} matched nothing in {}: remove it, or say `# intermittent`",
                                   file.place(entry), entry.line(),
                                   writers::count(reports.items.size(), "report")))
                << '\n';
        }
    out << writers::count(stale, "stale suppression") << ", by "
        << writers::count(reports.items.size(), "report") << '\n';
    return stale == 0 ? exit_ok : exit_failed;
}

}  // namespace contend::cli
