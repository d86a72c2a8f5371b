#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace contend::house {

/// A file of the tree, or one that a test makes up. `path` is relative to the project, with slashes.
struct Source {
    std::string path;
    std::string content;
};

/// The text with every comment blanked out, lines kept. Strings stay: a name in a string is still a name.
std::string without_comments(std::string_view text);

/// The same with the insides of strings and characters blanked out too.
std::string without_strings(std::string_view text);

std::vector<std::string> lines_of(std::string_view text);

/// "include" in `#include <contend/base/ids.hpp>`: what is included, with its line (from 1).
struct Include {
    std::size_t line;
    std::string path;
};
std::vector<Include> includes_of(const Source& source);

/// Everything below the folders, .cpp .hpp .inc .cmake and files without suffix alike, sorted by path.
std::vector<Source> read_tree(const std::string& project, const std::vector<std::string>& folders);
Source read_source(const std::string& project, const std::string& path);

}  // namespace contend::house
