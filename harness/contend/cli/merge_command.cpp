#include <contend/cli/merge_command.hpp>

#include <contend/cli/exit_code.hpp>
#include <contend/cli/report_files.hpp>
#include <contend/report/file.hpp>
#include <contend/report/merge.hpp>
#include <contend/report/shard.hpp>
#include <contend/writers/display.hpp>
#include <contend/writers/summary.hpp>

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <ostream>
#include <system_error>
#include <utility>

namespace contend::cli {
namespace {

namespace fs = std::filesystem;
using Errors = std::vector<std::string>;

/// The shards of one subject, and where each was read.
struct Shards {
    std::vector<report::Report> reports;
    std::vector<std::string> files;
};

std::map<std::string, Shards> read_shards(const std::vector<fs::path>& files, Errors& errors) {
    std::map<std::string, Shards> subjects;
    for (const fs::path& file : files) {
        base::Result<report::Report> read = report::read_file(file);
        if (!read.ok()) {
            errors.emplace_back(read.error().message.c_str());
            continue;
        }
        Shards& shards = subjects[read.value().subject];
        for (std::size_t i = 0; i < shards.reports.size(); ++i) {
            const std::string why = report::contradiction(shards.reports[i], read.value());
            if (why.empty()) continue;
            errors.push_back(shards.files[i] + " and " + file.string() +
                             " can not be merged: " + why);
            break;
        }
        shards.reports.push_back(std::move(read.value()));
        shards.files.push_back(file.string());
    }
    return subjects;
}

/// The directory without a slash at its end.
fs::path output_directory(const std::string& output) {
    const fs::path path = fs::path{output}.lexically_normal();
    return path.has_filename() ? path : path.parent_path();
}

std::string obstacle(const fs::path& output) {
    std::error_code code;
    const fs::file_status status = fs::symlink_status(output, code);
    if (status.type() == fs::file_type::not_found) return {};
    if (status.type() != fs::file_type::directory)
        return output.string() + " is there and is no directory; name another with --output";
    const bool empty = fs::is_empty(output, code);
    if (code) return "cannot read " + output.string() + ": " + code.message();
    return empty ? std::string{}
                 : output.string() + " is not empty; name another with --output, or remove it";
}

/// Writes beside the directory first, then puts all in its place at once. Gives the error, if any.
std::string write_reports(const fs::path& output, std::vector<writers::Entry>& entries) {
    const fs::path staging = output.string() + ".partial-" + std::to_string(getpid());
    std::error_code code;
    fs::create_directories(staging, code);
    if (code)
        return "cannot write " + output.string() + ": " + code.message() +
               "; name another directory with --output";
    std::string error;
    for (writers::Entry& entry : entries) {
        const std::string name = report::file_name("", entry.report.subject);
        const base::Result<std::string> written = report::write_file(staging / name, entry.report);
        if (!written.ok()) error = written.error().message.c_str();
        if (!error.empty()) break;
        entry.path = (output / name).string();
    }
    if (error.empty()) fs::rename(staging, output, code);
    if (code) error = "cannot write " + output.string() + ": " + code.message();
    if (!error.empty()) fs::remove_all(staging, code);
    return error;
}

int refuse(const Errors& errors, std::ostream& err) {
    for (const std::string& error : errors) err << "contend: " << writers::printable(error) << '\n';
    return exit_misuse;
}

}  // namespace

int merge_command(const MergeArguments& arguments, std::ostream& out, std::ostream& err) {
    Errors errors;
    const fs::path output = output_directory(arguments.output);
    const std::string in_the_way = obstacle(output);
    if (!in_the_way.empty()) return refuse({in_the_way}, err);
    ReportFiles found = find_report_files(arguments.paths);
    errors = std::move(found.errors);
    const auto subjects = read_shards(found.files, errors);
    if (!errors.empty()) return refuse(errors, err);

    std::vector<writers::Entry> entries;
    for (const auto& [subject, shards] : subjects)
        entries.push_back({report::merge(shards.reports), {}});
    const std::string failure = write_reports(output, entries);
    if (!failure.empty()) return refuse({failure}, err);
    for (const writers::Entry& entry : entries)
        if (const std::string missing = report::missing_shards(entry.report); !missing.empty())
            err << "contend: " << writers::printable(entry.report.subject) << " is without "
                << missing << '\n';
    writers::write_summary(entries, out, {});
    out.flush();
    const bool all_met =
        std::all_of(entries.begin(), entries.end(),
                    [](const writers::Entry& entry) { return expectation_met(entry.report); });
    return all_met ? exit_ok : exit_failed;
}

}  // namespace contend::cli
