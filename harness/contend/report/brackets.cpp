#include <contend/report/brackets.hpp>

#include <array>

namespace contend::report {
namespace {

constexpr std::string_view operator_word = "operator";

// Longest first, so that `<<=` is not taken for `<`.
constexpr std::array<std::string_view, 42> operator_symbols{
    "<=>", "<<=", ">>=", "->*",  "()", "[]", "->", "<<",     ">>",       "<=", ">=",
    "==",  "!=",  "&&",  "||",   "++", "--", "+=", "-=",     "*=",       "/=", "%=",
    "^=",  "&=",  "|=",  "\"\"", "<",  ">",  "+",  "-",      "*",        "/",  "%",
    "^",   "&",   "|",   "~",    "!",  "=",  ",",  " new[]", " delete[]"};

bool is_opening(char c) { return c == '<' || c == '(' || c == '[' || c == '{'; }

bool is_closing(char c) { return c == '>' || c == ')' || c == ']' || c == '}'; }

char closing_of(char opening) {
    switch (opening) {
        case '<': return '>';
        case '(': return ')';
        case '[': return ']';
        default: return '}';
    }
}

/// What can stand behind an operator's name: its parameters, its template arguments, or nothing.
bool may_follow_operator(std::string_view rest) {
    return rest.empty() || rest[0] == '(' || rest[0] == '<' || rest[0] == '[' || rest[0] == ' ' ||
           rest[0] == ':' || rest[0] == '>';
}

std::size_t skip_item_at_depth(std::string_view text, std::size_t at, int depth);

// Every recursion passes the depth on: a hostile name must not exhaust the stack.
std::size_t skip_group(std::string_view text, std::size_t at, int depth) {
    if (depth > nesting_max) return std::string_view::npos;
    const char closing = closing_of(text[at]);
    for (std::size_t i = at + 1; i < text.size();) {
        if (text[i] == closing) return i + 1;
        if (is_closing(text[i])) {
            // `decltype((a > b))`: a lone comparison inside parentheses is no bracket.
            if (closing == '>' || text[i] != '>') return std::string_view::npos;
            ++i;
            continue;
        }
        i = skip_item_at_depth(text, i, depth + 1);
        if (i == std::string_view::npos) return i;
    }
    return std::string_view::npos;
}

/// `operator bool`, `operator std::vector<int> const&`: the type reaches to the parameter list.
std::size_t skip_conversion(std::string_view text, std::size_t at, int depth) {
    std::size_t i = at;
    while (i < text.size() && text[i] != '(' && text[i] != ',' && !is_closing(text[i])) {
        i = is_opening(text[i]) ? skip_group(text, i, depth) : i + 1;
        if (i == std::string_view::npos) return i;
    }
    return i;
}

std::size_t skip_operator_at_depth(std::string_view text, std::size_t at, int depth) {
    if (text.substr(at, operator_word.size()) != operator_word) return at;
    if (at > 0 && is_identifier(text[at - 1])) return at;
    const std::size_t name = at + operator_word.size();
    const std::string_view rest = text.substr(name);
    for (const std::string_view symbol : operator_symbols) {
        if (rest.substr(0, symbol.size()) != symbol) continue;
        // `operator<<char>(…)` is `operator<` with an argument; what follows tells.
        if (symbol == "\"\"" || may_follow_operator(rest.substr(symbol.size()))) {
            return name + symbol.size();
        }
    }
    if (rest.empty() || rest[0] != ' ') return at;
    return skip_conversion(text, name + 1, depth);
}

std::size_t skip_item_at_depth(std::string_view text, std::size_t at, int depth) {
    const std::size_t behind_operator = skip_operator_at_depth(text, at, depth);
    if (behind_operator != at) return behind_operator;
    if (text.substr(at, 2) == "->") return at + 2;
    if (is_opening(text[at])) return skip_group(text, at, depth);
    return at + 1;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

}  // namespace

bool is_identifier(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '$';
}

std::size_t skip_operator(std::string_view text, std::size_t at) {
    return skip_operator_at_depth(text, at, 0);
}

std::size_t skip_item(std::string_view text, std::size_t at) {
    return skip_item_at_depth(text, at, 0);
}

bool balanced(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        if (is_closing(text[i])) return false;
        i = skip_item(text, i);
        if (i == std::string_view::npos) return false;
    }
    return true;
}

std::vector<std::string_view> split_at_commas(std::string_view text) {
    std::vector<std::string_view> pieces;
    if (trimmed(text).empty()) return pieces;
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] == ',') {
            pieces.push_back(trimmed(text.substr(start, i - start)));
            start = i + 1;
        }
        i = skip_item(text, i);
    }
    pieces.push_back(trimmed(text.substr(start)));
    return pieces;
}

}  // namespace contend::report
