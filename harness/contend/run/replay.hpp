#pragma once

#include <contend/base/result.hpp>
#include <contend/report/finding.hpp>
#include <contend/run/options.hpp>
#include <contend/run/rulings.hpp>
#include <contend/run/target.hpp>
#include <contend/run/token.hpp>

#include <string>

namespace contend::run {

/// What came of replaying a token.
struct Replayed {
    bool reproduced = false;
    report::Finding finding;  ///< if reproduced; confirmed 1 of 1
    std::string explanation;  ///< if not: at which step the replay left the token's execution, or
                              ///< what it showed, and why
    bool same_build = false;  ///< the token was made by this very program
    bool harness_error = false;
};

/// Executes the token's scenario under its schedule, in a fresh worker. The error is a scenario
/// that this program's specification cannot read.
base::Result<Replayed> replay(const Target& target, const Options& options, Rulings& rulings,
                              const Token& token);

/// The token of a finding.
Token token_of(const Target& target, const scenario::Plan& plan, const Outcome& outcome,
               const Options& options, const std::string& subject, const std::string& signature);

/// The one command that replays it, for a shell: this program, with the argument that selects the
/// test; or `contend replay` with the program that was explored.
std::string replay_command(const Target& target, const std::string& token);

}  // namespace contend::run
