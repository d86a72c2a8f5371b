#include <contend/writers/formats.hpp>

#include <contend/base/check.hpp>
#include <contend/report/json.hpp>
#include <contend/writers/display.hpp>
#include <contend/writers/page_template.hpp>

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <ostream>
#include <set>
#include <string>

namespace contend::writers {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint32_t lines_around = 5;
constexpr std::size_t line_bytes_max = 400;
constexpr std::size_t source_lines_max = 50'000;

/// The lines that a page shows, by file.
class SourceLines {
public:
    void want(const report::Frame& frame) {
        if (frame.line == 0 || frame.file.empty()) return;
        std::set<std::uint32_t>& lines = wanted_[frame.file];
        if (!asked_.insert({frame.file, frame.line}).second) return;
        const std::uint32_t first = frame.line > lines_around ? frame.line - lines_around : 1;
        for (std::uint32_t line = first; line <= frame.line + lines_around; ++line)
            lines.insert(line);
    }

    Json read() const {
        Json sources = Json::object();
        std::size_t left = source_lines_max;
        for (const auto& [file, lines] : wanted_) read_file(file, lines, sources, left);
        return sources;
    }

private:
    static void read_file(const std::string& file, const std::set<std::uint32_t>& lines,
                          Json& sources, std::size_t& left) {
        std::error_code code;
        // Regular files only: opening a pipe or a device could wait for ever.
        if (!std::filesystem::is_regular_file(file, code)) return;
        std::ifstream stream{file};
        std::string text;
        for (std::uint32_t number = 1; number <= *lines.rbegin() && std::getline(stream, text);
             ++number) {
            if (lines.count(number) == 0 || left == 0) continue;
            --left;
            text.resize(std::min(text.size(), line_bytes_max));
            sources[file][std::to_string(number)] = plain_text(with_spaces_for_tabs(text));
        }
    }

    std::map<std::string, std::set<std::uint32_t>> wanted_;
    std::set<std::pair<std::string, std::uint32_t>> asked_;
};

SourceLines lines_of(const std::vector<Entry>& entries) {
    SourceLines lines;
    for (const Entry& entry : entries) {
        for (const report::Finding& finding : entry.report.findings) {
            for (const report::Stack& stack : finding.stacks)
                for (const report::Frame& frame : stack.frames) lines.want(frame);
            for (const report::Step& step : finding.schedule.steps) lines.want(step.frame);
        }
    }
    return lines;
}

// Nothing in it can end the script element it stands in.
void write_escaped(const std::string& json, std::ostream& out) {
    std::size_t begin = 0;
    for (std::size_t at; (at = json.find('<', begin)) != std::string::npos; begin = at + 1)
        out << std::string_view(json).substr(begin, at - begin) << "\\u003c";
    out << std::string_view(json).substr(begin);
}

std::string root_of_paths() {
    std::error_code code;
    const std::filesystem::path root = std::filesystem::current_path(code);
    return code || root == root.root_path() ? std::string() : root.string();
}

}  // namespace

void write_html(const std::vector<Entry>& entries, std::ostream& out) {
    const std::string_view page = page_template();
    const std::size_t mark = page.find(page_data_mark);
    CONTEND_CHECK(mark != std::string_view::npos);
    Json data = {{"root", root_of_paths()}, {"reports", Json::array()}};
    for (const Entry& entry : entries)
        data["reports"].push_back(Json::parse(report::write_json(entry.report)));
    data["sources"] = lines_of(entries).read();
    out << page.substr(0, mark);
    write_escaped(data.dump(-1, ' ', false, Json::error_handler_t::replace), out);
    out << page.substr(mark + page_data_mark.size());
}

}  // namespace contend::writers
