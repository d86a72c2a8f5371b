#include "rules.hpp"

#include <algorithm>
#include <ostream>
#include <regex>
#include <sstream>
#include <string_view>

namespace contend::house {
namespace {

constexpr std::size_t lines_max = 500;

bool starts_with(std::string_view text, std::string_view prefix) {
    return text.substr(0, prefix.size()) == prefix;
}

bool ends_with(std::string_view text, std::string_view suffix) {
    return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

bool is_cpp(const std::string& path) {
    return ends_with(path, ".cpp") || ends_with(path, ".hpp") || ends_with(path, ".inc");
}

bool in_harness(const std::string& path) { return starts_with(path, "harness/contend/"); }

bool is_house(const std::string& path) { return starts_with(path, "tests/house/"); }

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" `");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" `") - first + 1);
}

std::vector<std::string> cells_of(const std::string& row) {
    std::vector<std::string> cells;
    std::istringstream stream(row.substr(1));
    for (std::string cell; std::getline(stream, cell, '|');) cells.push_back(trimmed(cell));
    return cells;
}

/// Every line of the text that matches is a violation. `text` has the lines of the source, perhaps without comments.
Violations matching_lines(const Source& source, const std::string& text, const std::regex& pattern,
                          const std::string& message) {
    Violations violations;
    std::size_t number = 0;
    for (const std::string& line : lines_of(text)) {
        ++number;
        std::smatch match;
        if (std::regex_search(line, match, pattern))
            violations.push_back({source.path, number, message + ": " + match.str()});
    }
    return violations;
}

void append(Violations& all, Violations more) { all.insert(all.end(), more.begin(), more.end()); }

}  // namespace

std::ostream& operator<<(std::ostream& out, const Violation& violation) {
    out << violation.path;
    if (violation.line != 0) out << ':' << violation.line;
    return out << ": " << violation.message;
}

Layers parse_layers(const std::string& architecture) {
    static const std::regex row(R"(^\| `[a-z]+/` \|.*\| [UTC] \|.*)");
    Layers layers;
    for (const std::string& line : lines_of(architecture)) {
        if (!std::regex_match(line, row)) continue;
        const std::vector<std::string> cells = cells_of(line);
        const std::string name = cells[0].substr(0, cells[0].size() - 1);
        Layer layer{cells[2][0], {name}};
        std::string column = cells.size() > 3 ? cells[3] : "";
        if (starts_with(column, "all above"))
            for (const auto& [above, unused] : layers) layer.may_include.insert(above);
        std::replace(column.begin(), column.end(), ',', ' ');
        std::istringstream words(column);
        for (std::string word; words >> word;) layer.may_include.insert(word);
        layers[name] = layer;
    }
    return layers;
}

std::string layer_of(const std::string& path) {
    static const std::regex place(R"((?:harness/)?contend/([a-z_]+)/.*)");
    std::smatch match;
    return std::regex_match(path, match, place) ? match[1].str() : "";
}

Violations includes_downwards_only(const Source& source, const Layers& layers) {
    const std::string layer = in_harness(source.path) ? layer_of(source.path) : "";
    if (layer.empty() || !is_cpp(source.path)) return {};
    const auto found = layers.find(layer);
    if (found == layers.end())
        return {{source.path, 0, layer + "/ is not a layer in docs/architecture.md"}};
    const std::set<std::string>& allowed = found->second.may_include;
    Violations violations;
    for (const Include& include : includes_of(source)) {
        if (!starts_with(include.path, "contend/")) continue;
        const std::string other = layer_of(include.path);
        // Options are data that several layers expand; everything else without a layer is the facade.
        const bool fine =
            other.empty() ? allowed.count("facade") != 0 || include.path == "contend/options.inc"
                          : allowed.count(other) != 0;
        if (!fine)
            violations.push_back(
                {source.path, include.line, layer + "/ may not include " + include.path});
    }
    return violations;
}

Violations names_the_runtime_only_in_interpose(const Source& source) {
    if (!is_cpp(source.path) || layer_of(source.path) == "interpose" || is_house(source.path))
        return {};
    static const std::regex name("__tsan_|__wrap_|__interceptor_|__real_");
    // In a string they are what a stack may show, unless the string is given to the linker.
    static const std::regex linked(
        R"(\b(dlsym|asm|__asm__)\b.*(__tsan_|__wrap_|__interceptor_|__real_))");
    const std::string message = "only interpose/ names the runtime's and the linker's symbols";
    Violations violations = matching_lines(source, without_strings(source.content), name, message);
    append(violations, matching_lines(source, without_comments(source.content), linked, message));
    return violations;
}

Violations keeps_std_out_of_uninstrumented_layers(const Source& source, const Layers& layers) {
    const auto layer = layers.find(layer_of(source.path));
    if (!in_harness(source.path) || layer == layers.end() || layer->second.mode != 'U') return {};
    // What remains is types and constants: nothing the linker could share with instrumented code.
    static const std::set<std::string> banned = {"algorithm",
                                                 "any",
                                                 "array",
                                                 "atomic",
                                                 "bitset",
                                                 "charconv",
                                                 "chrono",
                                                 "deque",
                                                 "exception",
                                                 "format",
                                                 "forward_list",
                                                 "fstream",
                                                 "functional",
                                                 "future",
                                                 "iomanip",
                                                 "ios",
                                                 "iostream",
                                                 "istream",
                                                 "list",
                                                 "map",
                                                 "memory",
                                                 "mutex",
                                                 "numeric",
                                                 "optional",
                                                 "ostream",
                                                 "queue",
                                                 "random",
                                                 "regex",
                                                 "set",
                                                 "span",
                                                 "sstream",
                                                 "stack",
                                                 "string",
                                                 "string_view",
                                                 "thread",
                                                 "tuple",
                                                 "unordered_map",
                                                 "unordered_set",
                                                 "variant",
                                                 "vector",
                                                 "condition_variable",
                                                 "shared_mutex"};
    Violations violations;
    for (const Include& include : includes_of(source))
        if (banned.count(include.path) != 0)
            violations.push_back(
                {source.path, include.line,
                 "an uninstrumented layer may not use <" + include.path +
                     ">: the linker would share its functions with instrumented code"});
    return violations;
}

Violations is_short(const Source& source) {
    const auto lines =
        static_cast<std::size_t>(std::count(source.content.begin(), source.content.end(), '\n'));
    // Nobody writes these by hand.
    const bool generated =
        starts_with(source.path, "tests/approved/") || ends_with(source.path, "/package-lock.json");
    if (lines <= lines_max || generated) return {};
    return {{source.path, 0,
             std::to_string(lines) + " lines; " + std::to_string(lines_max) + " are the ceiling"}};
}

Violations leaves_no_debris(const Source& source) {
    if (is_house(source.path)) return {};
    static const std::regex mark(R"(\bFIXME\b|\bXXX\b)");
    static const std::regex dead(R"(^\s*#\s*if\s+(0|false)\b)");
    Violations violations = matching_lines(source, source.content, mark, "does not land");
    if (is_cpp(source.path))
        append(violations, matching_lines(source, source.content, dead, "dead code"));
    return violations;
}

Violations header_has_pragma_once(const Source& source) {
    if (!ends_with(source.path, ".hpp")) return {};
    for (const std::string& line : lines_of(without_comments(source.content)))
        if (starts_with(line, "#pragma once")) return {};
    return {{source.path, 0, "a header starts with #pragma once"}};
}

Violations includes_gtest_only_in_its_layer(const Source& source) {
    if (!in_harness(source.path) || layer_of(source.path) == "gtest" ||
        source.path == "harness/contend/gtest.hpp")
        return {};
    Violations violations;
    for (const Include& include : includes_of(source))
        if (starts_with(include.path, "gtest/") || starts_with(include.path, "gmock/"))
            violations.push_back(
                {source.path, include.line, "only gtest/ includes " + include.path});
    return violations;
}

// A folder of litmus programs is one executable: two classes of one name would become one.
Violations keeps_litmus_names_to_itself(const Source& source) {
    if (!starts_with(source.path, "tests/litmus/")) return {};
    static const std::regex definition(
        R"((class|struct|union|enum|template|inline|thread_local)\b.*|[a-z_:]+ [a-z_]+\(.*)");
    Violations violations;
    std::size_t number = 0;
    bool inside = false;
    for (const std::string& line : lines_of(source.content)) {
        ++number;
        if (starts_with(line, "namespace {")) inside = true;
        if (starts_with(line, "}  //")) inside = false;
        if (!inside && std::regex_match(line, definition))
            violations.push_back({source.path, number, "belongs into an anonymous namespace"});
    }
    return violations;
}

Violations check(const Source& source, const Layers& layers) {
    Violations all = includes_downwards_only(source, layers);
    append(all, names_the_runtime_only_in_interpose(source));
    append(all, keeps_std_out_of_uninstrumented_layers(source, layers));
    append(all, is_short(source));
    append(all, leaves_no_debris(source));
    append(all, header_has_pragma_once(source));
    append(all, includes_gtest_only_in_its_layer(source));
    append(all, keeps_litmus_names_to_itself(source));
    return all;
}

}  // namespace contend::house
