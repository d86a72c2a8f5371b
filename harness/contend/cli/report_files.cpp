#include <contend/cli/report_files.hpp>

#include <algorithm>
#include <set>
#include <system_error>

namespace contend::cli {
namespace {

namespace fs = std::filesystem;

bool is_report(const fs::directory_entry& entry) {
    const fs::path& path = entry.path();
    std::error_code ignored;
    // Reading a pipe or a device could wait for ever.
    if (entry.is_directory(ignored) || entry.is_other(ignored)) return false;
    return path.extension() == ".json" && path.filename().string().rfind('.', 0) != 0;
}

void search_directory(const fs::path& directory, ReportFiles& search) {
    std::error_code code;
    std::vector<fs::path> found;
    // Looks behind no symbolic link to a directory, so it ends.
    for (fs::recursive_directory_iterator it{directory, code}, end; !code && it != end;
         it.increment(code)) {
        if (is_report(*it)) found.push_back(it->path());
    }
    if (code) search.errors.push_back("cannot read " + directory.string() + ": " + code.message());
    if (!code && found.empty()) {
        search.errors.push_back("no reports (*.json) in " + directory.string() +
                                "; did the tests run, and is this their report directory?");
    }
    std::sort(found.begin(), found.end());
    search.files.insert(search.files.end(), found.begin(), found.end());
}

/// The same file under two names counts once.
void drop_repetitions(std::vector<fs::path>& files) {
    std::set<fs::path> seen;
    const auto repeated = [&](const fs::path& file) {
        std::error_code code;
        const fs::path canonical = fs::weakly_canonical(file, code);
        return !seen.insert(code ? file : canonical).second;
    };
    files.erase(std::remove_if(files.begin(), files.end(), repeated), files.end());
}

}  // namespace

ReportFiles find_report_files(const std::vector<std::string>& paths) {
    ReportFiles search;
    for (const std::string& path : paths) {
        std::error_code code;
        if (fs::is_directory(path, code))
            search_directory(path, search);
        else
            search.files.emplace_back(path);
    }
    drop_repetitions(search.files);
    return search;
}

}  // namespace contend::cli
