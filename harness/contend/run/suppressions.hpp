#pragma once

#include <contend/base/result.hpp>
#include <contend/report/finding.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace contend::run {

/// A race that is known and accepted: a ThreadSanitizer suppression with its reason.
struct Suppression {
    std::string
        type;  ///< "race", "race_top", "mutex", "deadlock", "thread", "signal", "called_from_lib"
    std::string pattern;  ///< as the runtime matches it: `*` anywhere, implied at both ends; `^`
                          ///< and `$` anchor
    std::string reason;

    std::string line() const { return type + ":" + pattern; }
};

/// Parses one line "type:pattern". The error says what is wrong with it.
base::Result<Suppression> parse_suppression(std::string_view line, std::string reason);

/// Reads a suppression file. A comment (`#`) directly above an entry is its reason. The error names
/// the file and the line.
base::Result<std::vector<Suppression>> read_suppressions(const std::string& path);

/// The runtime's template matching (sanitizer_common, TemplateMatch).
bool matches(std::string_view pattern, std::string_view text);

/// Whether the suppression covers a report of that kind with these stacks: a frame's function,
/// source file or module matches. `race_top` looks at the innermost frame of each stack only.
bool covers(const Suppression& suppression, report::Kind kind,
            const std::vector<report::Stack>& stacks);

}  // namespace contend::run
