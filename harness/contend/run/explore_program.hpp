#pragma once

#include <contend/base/result.hpp>
#include <contend/report/report.hpp>
#include <contend/run/options.hpp>
#include <contend/run/program.hpp>
#include <contend/run/token.hpp>

namespace contend::run {

/// Explores a whole program within the budget of the options: each execution in a process of its
/// own, with the program's main(), globals and static initialisers. The error is misuse. Once a
/// process.
base::Result<report::Report> explore_program(const Program& program, const Options& options);

/// Replays a finding of it.
base::Result<report::Report> replay_program(const Program& program, const Options& options,
                                            const Token& token);

/// What reports call the program: the name of its file.
std::string subject_of(const Program& program);

}  // namespace contend::run
