#pragma once

#include <contend/base/result.hpp>
#include <contend/run/token.hpp>

#include <string>
#include <vector>

namespace contend::run {

/// The tokens of a subject's past findings, in a text file fit to commit: one token a line, a
/// comment (`#`) above it that says what it was. They are replayed before anything is searched.
class Regressions {
public:
    /// `folder` empty: there are none, and none are kept.
    Regressions(const std::string& folder, const std::string& subject);

    /// The file's tokens, in order. A line that is neither a token nor a comment is an error that
    /// names it.
    base::Result<std::vector<Token>> read() const;

    /// Appends a finding's token, unless one for the same finding is there. The error names the
    /// file.
    base::Result<bool> add(const std::string& token, const std::string& signature,
                           const std::string& summary) const;

    const std::string& path() const { return path_; }

private:
    std::string path_;
    std::string subject_;
};

}  // namespace contend::run
