#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace contend::cli {

/// `contend init [options] [DIRECTORY]`.
struct InitArguments {
    std::string directory = ".";
    bool dry_run = false;  ///< only says what would be written
};

/// A file that `contend init` writes.
struct InitFile {
    const char* path;
    std::string text;
    bool starts_project;  ///< only where there is no CMakeLists.txt yet
};

/// All of them, for a compiler by this name.
std::vector<InitFile> init_files(std::string_view compiler);

/// Writes presets, a workflow and first tests into a repository, and says what to do next. Never changes a file that is
/// there. Returns the exit code: 0, or 2 when something could not be written.
int init_command(const InitArguments& arguments, std::ostream& out, std::ostream& err);

}  // namespace contend::cli
