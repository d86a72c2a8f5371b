#pragma once

#include <contend/report/contention.hpp>
#include <contend/report/finding.hpp>
#include <contend/writers/paint.hpp>
#include <contend/writers/text.hpp>

#include <cstddef>
#include <string>
#include <string_view>

/// The parts of a finding's text, one source file each. Internal to the text writer. Every function
/// appends whole lines, each section's title first, and nothing at all when the finding has nothing
/// for it.
namespace contend::writers {

/// Columns that a section's lines are indented by, below its title.
inline constexpr std::size_t indent = 4;

/// How everything is to look.
struct Look {
    TextOptions options;
    Paint paint;
};

/// Text in as many lines as the width asks for, each indented by `indent`; nothing for empty text.
void append_wrapped(std::string& out, std::string_view text, std::size_t indent, const Look& look);

/// Every stack under its title, cut to the user's frames, with the source around the innermost of
/// them.
void append_stacks(std::string& out, const report::Finding& finding, const Look& look);

/// The initial part, the threads side by side with their results, the final part.
void append_scenario(std::string& out, const report::Finding& finding, const Look& look);

/// When each call began and returned, and the orders that do not explain the results; only for a
/// finding that has such.
void append_orders(std::string& out, const report::Finding& finding, const Look& look);

/// The schedule, one column a thread, every switch marked, with the source of each step where there
/// is room. Steps in the middle of a thread's turn are omitted first when there are too many.
void append_interleaving(std::string& out, const report::Finding& finding, const Look& look);

/// Each lock with how it was used, what may help, and who waited for whom; nothing without a profile.
void append_contention(std::string& out, const report::Contention& contention, const Look& look);

/// What a thread is called: "thread 2", or "thread 2 (writer)" when the scenario names it.
std::string thread_label(const report::Finding& finding, int thread);

/// Up to three lines of source around the frame's line, the line itself marked. Nothing when the
/// file cannot be read.
void append_source(std::string& out, const report::Frame& frame, const Look& look);

/// The frame's line of source without its indentation, as printable text; empty when the file
/// cannot be read.
std::string source_line(const report::Frame& frame);

/// The path as a user would type it: relative when the file is below the current directory.
std::string shown_path(const std::string& path);

}  // namespace contend::writers
