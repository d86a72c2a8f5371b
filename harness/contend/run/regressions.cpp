#include <contend/run/regressions.hpp>

#include <contend/report/file.hpp>
#include <contend/run/error.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace contend::run {
namespace {

namespace fs = std::filesystem;

std::string file_of(const std::string& folder, const std::string& subject) {
    fs::path name = report::file_name("", subject);
    return (fs::path(folder) / name.replace_extension(".txt")).string();
}

std::string one_line(std::string text) {
    std::replace_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return text;
}

}  // namespace

Regressions::Regressions(const std::string& folder, const std::string& subject)
    : subject_(subject) {
    if (!folder.empty()) path_ = file_of(folder, subject);
}

base::Result<std::vector<Token>> Regressions::read() const {
    std::vector<Token> tokens;
    std::ifstream file(path_);
    unsigned number = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (line.empty() || line.front() == '#') continue;
        const auto token = decode_token(line);
        if (!token)
            return error("{}:{}: {}; or delete the line", path_, number,
                         token.error().message.c_str());
        tokens.push_back(*token);
    }
    return tokens;
}

base::Result<bool> Regressions::add(const std::string& token, const std::string& signature,
                                    const std::string& summary) const {
    if (path_.empty()) return false;
    const auto known = read();
    if (!known) return known.error();
    for (const Token& past : *known)
        if (past.signature == signature) return false;
    std::error_code code;
    const fs::path folder = fs::path(path_).parent_path();
    fs::create_directories(folder, code);
    const bool fresh = !fs::exists(path_, code);
    std::ofstream file(path_, std::ios::app);
    if (fresh)
        file << "# Findings of " << subject_
             << ", replayed before each search. Commit this file; delete a line when its scenario "
                "has lost its meaning.\n";
    file << "\n# " << one_line(signature) << "\n# " << one_line(summary) << "\n" << token << "\n";
    file.close();
    if (!file) return error("cannot write the regression file {}: is its folder writable?", path_);
    return true;
}

}  // namespace contend::run
