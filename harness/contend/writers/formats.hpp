#pragma once

#include <contend/report/report.hpp>
#include <contend/writers/summary.hpp>

#include <cstddef>
#include <iosfwd>
#include <string>
#include <vector>

/// Reports for other programs: each format for all reports of a run, in the order given.
///
/// All of them write valid UTF-8 whatever the reports hold, name source files as a user would type them
/// (relative when they lie below the current directory), and read nothing but the source files that the
/// reports name, where a format shows them. Safe from any thread.
namespace contend::writers {

/// JUnit XML, as Jenkins, GitLab and GitHub's actions read it: a suite a test suite, a case a subject. What
/// a finding is called is the failure's message, its text the failure's body. A subject without a verdict is an
/// error.
void write_junit(const std::vector<Entry>& entries, std::ostream& out);

/// SARIF 2.1.0, as code scanning reads it: a result a finding, tolerated ones as suppressed. A finding with
/// an interleaving has a code flow with one thread flow a thread, whose locations are numbered across the threads
/// in the order of execution.
void write_sarif(const std::vector<Entry>& entries, std::ostream& out);

/// Markdown for a page or a comment: a table of the subjects, then the findings in full as far as
/// `bytes_max` allows; what is left out is counted. GitHub takes a step's summary up to 1 MiB, a comment up to 64 KiB.
struct MarkdownOptions {
    std::size_t bytes_max = 1'000'000;
};
void write_markdown(const std::vector<Entry>& entries, std::ostream& out,
                    const MarkdownOptions& options = {});

/// GitHub's workflow commands: an error at the place of each finding, a warning for each subject without a
/// verdict, a notice for each tolerated race. GitHub shows ten of each kind a step: the tenth says how many
/// there are more.
void write_github(const std::vector<Entry>& entries, std::ostream& out);

/// Chrome's trace format, which Perfetto opens: a process a finding, with its interleaving; a track a thread, with
/// its operations and in them its steps, one microsecond each; an arrow where another thread goes on.
void write_trace(const std::vector<Entry>& entries, std::ostream& out);

/// One HTML file that needs no network: a list of the subjects, and for each its findings, with the interleaving to
/// walk through, step by step. It holds the source lines that the reports name, as they are now.
void write_html(const std::vector<Entry>& entries, std::ostream& out);

/// A subject that did not do what it should, and is to be told of as a failure.
bool fails(const report::Report& report);

/// What to call that in one line: the first finding's kind and summary, or why there is no verdict.
std::string headline(const report::Report& report);

/// The first user frame with a line of the finding's stacks, or of its last steps; null when there is none.
const report::Frame* place_of(const report::Finding& finding);

/// Text in valid UTF-8 in which nothing is a control character but tabs and ends of lines; what is not gets
/// replaced by U+FFFD.
std::string plain_text(std::string_view text);

}  // namespace contend::writers
