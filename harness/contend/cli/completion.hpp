#pragma once

#include <optional>
#include <string>
#include <vector>

namespace contend::cli {

/// A verb of the program and the options it takes, for the scripts by which shells complete them.
struct CompletedVerb {
    std::string name;
    std::string help;
    std::vector<std::string> options;  ///< "--json"
    std::vector<std::string> words;    ///< what may follow it, beside files: "bash"
};

/// The script that teaches a shell (bash, zsh, fish) to complete contend's verbs and options; nothing for another shell.
std::optional<std::string> completion_script(const std::string& shell,
                                             const std::vector<CompletedVerb>& verbs);

}  // namespace contend::cli
