#include <contend/writers/sections.hpp>

#include <contend/writers/display.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <vector>

namespace contend::writers {
namespace {

struct SourceLine {
    std::uint32_t number = 0;
    std::string text;
};

/// The line and its neighbours; empty when the file is not there or ends before the line.
std::vector<SourceLine> lines_around(const std::string& path, std::uint32_t line) {
    std::error_code code;
    // Regular files only: opening a pipe or a device could wait for ever.
    if (line == 0 || !std::filesystem::is_regular_file(path, code)) return {};
    std::ifstream file{path};
    std::vector<SourceLine> lines;
    std::string text;
    for (std::uint32_t number = 1; number <= line + 1 && std::getline(file, text); ++number) {
        if (number + 1 >= line) lines.push_back({number, with_spaces_for_tabs(text)});
    }
    const bool found = std::any_of(lines.begin(), lines.end(),
                                   [&](const SourceLine& source) { return source.number == line; });
    return found ? lines : std::vector<SourceLine>{};
}

bool is_blank(const std::string& text) { return text.find_first_not_of(' ') == std::string::npos; }

/// The indentation all lines share, so that deeply nested code does not run off to the right.
std::size_t common_indent(const std::vector<SourceLine>& lines) {
    std::size_t indent = std::string::npos;
    for (const SourceLine& source : lines) {
        if (!is_blank(source.text)) indent = std::min(indent, source.text.find_first_not_of(' '));
    }
    return indent == std::string::npos ? 0 : indent;
}

}  // namespace

void append_source(std::string& out, const report::Frame& frame, const Look& look) {
    constexpr std::size_t margin = 20;
    const std::vector<SourceLine> lines = lines_around(frame.file, frame.line);
    const std::size_t indent = common_indent(lines);
    const std::size_t digits = lines.empty() ? 0 : std::to_string(lines.back().number).size();
    for (const SourceLine& source : lines) {
        const bool marked = source.number == frame.line;
        if (is_blank(source.text) && !marked) continue;
        const std::string number = std::to_string(source.number);
        const std::string code = is_blank(source.text) ? "" : source.text.substr(indent);
        const std::size_t width = std::max<std::size_t>(look.options.width, 2 * margin) - margin;
        const std::string text = std::string(digits - number.size(), ' ') + number + " │ " +
                                 cut_to(printable(code), width);
        out +=
            marked ? "        > " + look.paint.strong(text) : "          " + look.paint.quiet(text);
        out += '\n';
    }
}

std::string source_line(const report::Frame& frame) {
    for (const SourceLine& source : lines_around(frame.file, frame.line)) {
        if (source.number != frame.line || is_blank(source.text)) continue;
        return printable(source.text.substr(source.text.find_first_not_of(' ')));
    }
    return {};
}

std::string shown_path(const std::string& path) {
    std::error_code code;
    const std::filesystem::path directory = std::filesystem::current_path(code);
    if (code || directory == directory.root_path()) return path;
    const std::string prefix = directory.string() + "/";
    return path.rfind(prefix, 0) == 0 ? path.substr(prefix.size()) : path;
}

}  // namespace contend::writers
