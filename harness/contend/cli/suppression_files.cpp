#include <contend/cli/suppression_files.hpp>

#include <contend/cli/report_files.hpp>
#include <contend/report/file.hpp>

#include <algorithm>
#include <filesystem>

namespace contend::cli {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> files_in(const std::string& path, std::vector<std::string>& errors) {
    std::error_code code;
    if (!fs::is_directory(path, code)) return {path};
    std::vector<std::string> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(path, code))
        if (entry.path().extension() == ".supp") files.push_back(entry.path().string());
    if (files.empty()) errors.push_back(path + ": there is no *.supp in this directory");
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

ReadFiles<SuppressionFile> read_suppression_files(const std::vector<std::string>& paths) {
    ReadFiles<SuppressionFile> read;
    for (const std::string& path : paths)
        for (const std::string& file : files_in(path, read.errors)) {
            auto entries = run::read_suppressions(file);
            if (entries)
                read.items.push_back({file, *entries});
            else
                read.errors.emplace_back(entries.error().message.c_str());
        }
    return read;
}

ReadFiles<report::Report> read_reports(const std::vector<std::string>& paths) {
    ReadFiles<report::Report> read;
    const ReportFiles found = find_report_files(paths);
    read.errors = found.errors;
    for (const fs::path& file : found.files) {
        auto report = report::read_file(file);
        if (report)
            read.items.push_back(std::move(*report));
        else
            read.errors.emplace_back(report.error().message.c_str());
    }
    return read;
}

std::string family_of(const std::string& compiler) {
    return compiler.find("clang") != std::string::npos ? "clang" : "gcc";
}

}  // namespace contend::cli
