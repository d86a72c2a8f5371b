#include <contend/cli/report_command.hpp>

#include <contend/cli/exit_code.hpp>
#include <contend/cli/output_file.hpp>
#include <contend/cli/report_files.hpp>
#include <contend/report/file.hpp>
#include <contend/writers/formats.hpp>
#include <contend/writers/summary.hpp>

#include <algorithm>
#include <filesystem>
#include <ostream>

namespace contend::cli {
namespace {

namespace fs = std::filesystem;

/// Whether a report has more to say than its line in the table.
bool needs_text(const report::Report& report) {
    return report.verdict != report::Verdict::passed || !report.findings.empty() ||
           !expectation_met(report);
}

void write_texts(const std::vector<writers::Entry>& entries, const ReportArguments& arguments,
                 std::ostream& out) {
    for (const writers::Entry& entry : entries) {
        if (!needs_text(entry.report) && !arguments.text.verbose) continue;
        writers::TextOptions options = arguments.text;
        options.path = entry.path;
        writers::write_text(entry.report, out, options);
        out << '\n';
    }
}

using Writer = void (*)(const std::vector<writers::Entry>&, std::ostream&);

/// The formats with what writes them.
struct WrittenFormat : Format {
    Writer write;
};

const WrittenFormat written_formats[] = {
    {{"junit", "JUnit XML, for test reports in CI"}, writers::write_junit},
    {{"sarif", "SARIF 2.1.0, for code scanning"}, writers::write_sarif},
    {{"markdown", "Markdown, for a step's summary or a comment; at most 1 MB"},
     [](const auto& entries, std::ostream& out) { writers::write_markdown(entries, out); }},
    {{"github", "GitHub's workflow commands, which annotate the source"}, writers::write_github},
    {{"html", "one HTML page, for a browser: interleavings to walk through"}, writers::write_html},
    {{"trace", "Chrome's trace format, for ui.perfetto.dev: the interleavings"},
     writers::write_trace},
};

/// What went wrong is added to `errors`.
void write_outputs(const std::vector<writers::Entry>& entries,
                   const std::map<std::string, std::string>& outputs, std::ostream& out,
                   std::vector<std::string>& errors) {
    for (const WrittenFormat& format : written_formats) {
        const auto output = outputs.find(format.name);
        if (output == outputs.end()) continue;
        if (output->second == "-") {
            format.write(entries, out);
            continue;
        }
        const auto written =
            write_output(output->second, [&](std::ostream& file) { format.write(entries, file); });
        if (!written) errors.emplace_back(written.error().message.c_str());
    }
}

bool writes_to_standard_output(const ReportArguments& arguments) {
    return std::any_of(arguments.outputs.begin(), arguments.outputs.end(),
                       [](const auto& output) { return output.second == "-"; });
}

}  // namespace

const std::vector<Format>& formats() {
    static const std::vector<Format> all(std::begin(written_formats), std::end(written_formats));
    return all;
}

int report_command(const ReportArguments& arguments, std::ostream& out, std::ostream& err) {
    ReportFiles search = find_report_files(arguments.paths);
    std::vector<writers::Entry> entries;
    for (const fs::path& file : search.files) {
        base::Result<report::Report> report = report::read_file(file);
        if (report.ok()) {
            entries.push_back({std::move(report.value()), file.string()});
        } else {
            search.errors.emplace_back(report.error().message.c_str());
        }
    }
    const bool for_people = !writes_to_standard_output(arguments);
    if (for_people && !arguments.summary_only) write_texts(entries, arguments, out);
    if (for_people && !entries.empty())
        writers::write_summary(entries, out, {.color = arguments.text.color});
    write_outputs(entries, arguments.outputs, out, search.errors);
    out.flush();
    for (const std::string& error : search.errors) err << "contend: " << error << '\n';
    if (!search.errors.empty() || entries.empty()) return exit_misuse;
    const bool all_met =
        std::all_of(entries.begin(), entries.end(),
                    [](const writers::Entry& entry) { return expectation_met(entry.report); });
    return all_met ? exit_ok : exit_failed;
}

}  // namespace contend::cli
