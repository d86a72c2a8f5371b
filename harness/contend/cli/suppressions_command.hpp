#pragma once

#include <contend/run/suppressions.hpp>

#include <iosfwd>
#include <string>
#include <vector>

namespace contend::cli {

/// `contend suppressions lint|test|stale FILE...`: a file of suppressions is kept as code is.
struct SuppressionsArguments {
    std::vector<std::string> files;    ///< files, or directories with *.supp
    std::vector<std::string> reports;  ///< lint, stale: report files, or directories of them
    std::vector<std::string> sources;  ///< lint: directories of the user's own code
    std::string compiler;              ///< test: empty: as for `contend doctor`
    unsigned tries = 5;                ///< test: runs of each program, at least 1
};

/// Judges each entry by what is written about it and by what it would hide: it has a reason, says where it is known upstream,
/// and expires, on a day that is not past; its pattern is not one that matches everyday frames, nor names that
/// compilers make up, nor stands in the file twice; and in `reports` and `sources` it matches no frame and no file of
/// the user's own.
///
/// All three write a line for each problem to `out`, "file:line: what, and what to do", and return exit_ok without any,
/// exit_failed with one, and exit_misuse when a file could not be used.
int suppressions_lint(const SuppressionsArguments& arguments, std::ostream& out, std::ostream& err);

/// Builds each entry's probe with -fsanitize=thread, in a temporary directory, and runs it `tries` times a question:
///   probe raise   a use of the library that is reported. Without suppressions it must be, with all entries that name this
///                 probe it must be silent, and without any one of them it must be reported again;
///   probe other   a race of the probe's own beside it. With the entries it must still be reported.
/// Entries whose scope is another compiler are left out, and so are probes that cannot be built here, which is said;
/// that is no problem, but an entry without a probe is.
int suppressions_test(const SuppressionsArguments& arguments, std::ostream& out, std::ostream& err);

/// Names the entries that matched none of the findings in `reports`. Meant for the reports of all tests, never of a
/// part of them. Not named: intermittent ones, and those whose scope is a compiler of which there is no report.
int suppressions_stale(const SuppressionsArguments& arguments, std::ostream& out,
                       std::ostream& err);

}  // namespace contend::cli
