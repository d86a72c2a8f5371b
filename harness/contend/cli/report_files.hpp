#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace contend::cli {

/// What there is to read, and what went wrong in finding it, a line each.
struct ReportFiles {
    std::vector<std::filesystem::path> files;
    std::vector<std::string> errors;
};

/// The files among the paths, and the reports in the directories among them: *.json at any depth, in order of their
/// names, behind no symbolic link to a directory. Hidden files are left alone (they are reports being
/// written), and so is what is neither file nor directory. A file named twice counts once. A directory without reports is an error.
ReportFiles find_report_files(const std::vector<std::string>& paths);

}  // namespace contend::cli
