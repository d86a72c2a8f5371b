#pragma once

#include <contend/report/report.hpp>

#include <cstddef>
#include <iosfwd>
#include <string>

/// A report for people at a terminal or reading a CI log.
namespace contend::writers {

struct TextOptions {
    /// Columns; tables and sentences are fitted to it. Paths, tokens and commands are never cut.
    std::size_t width = 100;
    bool color = false;     ///< ANSI colours
    bool verbose = false;   ///< whole stacks, every step, the environment; also if passed
    std::string path = {};  ///< where the report's JSON is, to be said at the end; empty: not said
};

/// Writes one line for a subject that passed. For a failure: a headline like Go's ("WARNING: DATA
/// RACE in Cache.IsLinearizable"), the stacks cut to the user's frames with their source, the
/// scenario as a table, the interleaving step by step (about 60 lines at most), how often replay
/// confirmed it, the command that replays it and the token, each on a line of its own, and what was
/// explored and shrunk. Tolerated findings are named; a harness error or a limit says so first.
/// Unless the subject simply passed, the last thing said is where the report is. Reads source files
/// the report names, if they are there; needs nothing else. Safe from any thread.
void write_text(const report::Report& report, std::ostream& out, const TextOptions& options);

/// The same as a string.
std::string to_text(const report::Report& report, const TextOptions& options);

}  // namespace contend::writers
