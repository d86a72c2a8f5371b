#pragma once

#include <contend/base/result.hpp>
#include <contend/report/finding.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace contend::run {

/// A race that is known and accepted: a ThreadSanitizer suppression, and what the comment above it says of it.
struct Suppression {
    std::string
        type;  ///< "race", "race_top", "mutex", "deadlock", "thread", "signal", "called_from_lib"
    std::string pattern;  ///< as the runtime matches it: `*` anywhere, implied at both ends; `^`
                          ///< and `$` anchor
    std::string reason = {};    ///< "# reason: …", or a comment without fields
    std::string upstream = {};  ///< "# upstream: …": where it is known, an address or a number
    std::string expires =
        {};                  ///< "# expires: 2027-06-30": the last day on which nobody looks again
    std::string scope = {};  ///< "# scope: gcc" or "clang": seen with that compiler only
    std::string probe = {};  ///< "# probe: file.cpp [flags]": a program that raises it
    bool intermittent = false;  ///< "# intermittent": not seen in every run
    unsigned line_number = 0;   ///< in its file, from 1; 0: not from a file

    std::string line() const { return type + ":" + pattern; }
};

/// Parses one line "type:pattern". The error says what is wrong with it.
base::Result<Suppression> parse_suppression(std::string_view line, std::string reason);

/// Reads a suppression file. The comment (`#`) directly above an entry tells of it: the fields of Suppression, each
/// at the beginning of a line and as long as none other begins, or nothing but its reason. What the fields
/// say is not judged. The error names the file and the line.
base::Result<std::vector<Suppression>> read_suppressions(const std::string& path);

/// The runtime's template matching (sanitizer_common, TemplateMatch).
bool matches(std::string_view pattern, std::string_view text);

/// Whether the pattern matches the frame's function, source file or module.
bool matches(std::string_view pattern, const report::Frame& frame);

/// Whether the suppression covers a report of that kind with these stacks: a frame's function,
/// source file or module matches. `race_top` looks at the innermost frame of each stack only.
bool covers(const Suppression& suppression, report::Kind kind,
            const std::vector<report::Stack>& stacks);

}  // namespace contend::run
