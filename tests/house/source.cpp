#include "source.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace contend::house {
namespace {

enum class Place { code, line_comment, block_comment, string, character, raw_string };

// One pass over the text; each call looks at the character `at` and says how many it has taken.
class Blanker {
public:
    Blanker(std::string_view text, bool strings_too) : text_(text), strings_too_(strings_too) {}

    std::string run() {
        while (at_ < text_.size()) step();
        return std::move(out_);
    }

private:
    bool ahead(std::string_view word) const { return text_.substr(at_, word.size()) == word; }

    void keep(std::size_t count) {
        out_ += text_.substr(at_, count);
        at_ += count;
    }

    void blank(std::size_t count) {
        for (char c : text_.substr(at_, count)) out_ += c == '\n' ? '\n' : ' ';
        at_ += count;
    }

    void literal(std::size_t count) { strings_too_ ? blank(count) : keep(count); }

    void step() {
        switch (place_) {
            case Place::code: return code();
            case Place::line_comment:
                if (ahead("\n")) place_ = Place::code;
                return blank(1);
            case Place::block_comment:
                if (!ahead("*/")) return blank(1);
                place_ = Place::code;
                return blank(2);
            case Place::string: return quoted('"');
            case Place::character: return quoted('\'');
            case Place::raw_string:
                if (!ahead(raw_end_)) return literal(1);
                place_ = Place::code;
                return keep(raw_end_.size());
        }
    }

    void code() {
        if (ahead("//")) {
            place_ = Place::line_comment;
            return blank(2);
        }
        if (ahead("/*")) {
            place_ = Place::block_comment;
            return blank(2);
        }
        if (ahead("R\"")) {
            const std::size_t open = text_.find('(', at_);
            raw_end_ = ")" + std::string(text_.substr(at_ + 2, open - at_ - 2)) + "\"";
            place_ = Place::raw_string;
            return keep(2);
        }
        if (ahead("\"")) place_ = Place::string;
        // 1'000 is a number.
        const bool in_number =
            at_ != 0 && (std::isalnum(static_cast<unsigned char>(text_[at_ - 1])) != 0);
        if (ahead("'") && !in_number) place_ = Place::character;
        keep(1);
    }

    void quoted(char quote) {
        if (ahead("\\")) return literal(2);
        if (text_[at_] != quote && !ahead("\n")) return literal(1);
        place_ = Place::code;
        keep(1);
    }

    std::string_view text_;
    bool strings_too_;
    std::size_t at_ = 0;
    Place place_ = Place::code;
    std::string raw_end_;
    std::string out_;
};

}  // namespace

std::string without_comments(std::string_view text) { return Blanker(text, false).run(); }

std::string without_strings(std::string_view text) { return Blanker(text, true).run(); }

std::vector<std::string> lines_of(std::string_view text) {
    std::istringstream stream{std::string(text)};
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

std::vector<Include> includes_of(const Source& source) {
    static const std::regex directive(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"].*)");
    std::vector<Include> includes;
    std::size_t number = 0;
    for (const std::string& line : lines_of(without_comments(source.content))) {
        ++number;
        std::smatch match;
        if (std::regex_match(line, match, directive)) includes.push_back({number, match[1]});
    }
    return includes;
}

Source read_source(const std::string& project, const std::string& path) {
    std::ifstream file(project + "/" + path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path);
    return {path, {std::istreambuf_iterator<char>{file}, {}}};
}

std::vector<Source> read_tree(const std::string& project, const std::vector<std::string>& folders) {
    namespace fs = std::filesystem;
    std::vector<std::string> paths;
    for (const std::string& folder : folders) {
        if (!fs::exists(project + "/" + folder)) continue;
        // Not what is installed in it, and is not the project's.
        for (fs::recursive_directory_iterator it{project + "/" + folder}, end; it != end; ++it) {
            if (it->path().filename() == "node_modules")
                it.disable_recursion_pending();
            else if (it->is_regular_file())
                paths.push_back(it->path().lexically_relative(project).generic_string());
        }
    }
    std::sort(paths.begin(), paths.end());
    std::vector<Source> tree;
    tree.reserve(paths.size());
    for (const std::string& path : paths) tree.push_back(read_source(project, path));
    return tree;
}

}  // namespace contend::house
