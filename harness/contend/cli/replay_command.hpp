#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace contend::cli {

struct ReplayArguments {
    std::string token;
    std::vector<std::string> command;  ///< the test binary and its arguments
};

/// `contend replay`: becomes the test binary, with CONTEND_REPLAY set to the token. The harness
/// inside the binary picks the test the token belongs to, replays it and decides how the process
/// ends (failed: reproduced; misuse: the token is damaged or from another build). Returns only when
/// the binary cannot be started: exit_misuse, after one message on `err`.
int replay_command(const ReplayArguments& arguments, std::ostream& err);

}  // namespace contend::cli
