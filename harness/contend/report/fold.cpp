#include <contend/report/fold.hpp>

#include <contend/report/brackets.hpp>
#include <contend/report/spelling.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace contend::report {
namespace {

constexpr std::string_view elided_arguments = "<…>";
constexpr std::string_view elided_parameters = "(…)";

// ---- Template arguments ----

/// The qualified name that ends where the text ends: what template arguments would belong to.
std::string_view last_name(std::string_view text) {
    std::size_t start = text.size();
    while (start > 0 && (is_identifier(text[start - 1]) || text[start - 1] == ':')) --start;
    return text.substr(start);
}

/// Reserved for the library: `__invoke`, `_Hashtable`. Anonymous-looking user names such as `_x`
/// are not.
bool is_reserved(std::string_view part) {
    if (part.size() < 2 || part[0] != '_') return false;
    return part[1] == '_' || (part[1] >= 'A' && part[1] <= 'Z');
}

/// Whether a template is an internal of the standard library, whose arguments say nothing to a
/// user.
bool is_internal(std::string_view name) {
    if (name.starts_with("__gnu_cxx::")) return true;
    std::size_t start = 0;
    while (start <= name.size()) {
        const std::size_t end = std::min(name.find("::", start), name.size());
        if (is_reserved(name.substr(start, end - start))) return true;
        start = end + 2;
    }
    return false;
}

/// Whether `argument`, the last of a template's, is what the standard says when nothing is written
/// there.
bool is_default(std::string_view name, const std::string& first, const std::string& argument) {
    if (argument.starts_with("std::allocator<")) return true;
    for (const std::string_view policy :
         {"std::less", "std::hash", "std::equal_to", "std::char_traits", "std::default_delete",
          "std::regex_traits"}) {
        if (argument == std::string{policy} + "<" + first + ">") return true;
    }
    if (name == "std::queue" || name == "std::stack")
        return argument == "std::deque<" + first + ">";
    return name == "std::priority_queue" && argument == "std::vector<" + first + ">";
}

std::string fold_brackets(std::string_view text);

/// `<…>` with the arguments folded, behind `name` at the end of `out`. `std::basic_string<char>`
/// becomes `std::string`, which is why `out` as a whole is handed in.
void append_arguments(std::string& out, std::string_view inner) {
    const std::string name{last_name(out)};
    if (is_internal(name)) {
        out += elided_arguments;
        return;
    }
    std::vector<std::string> arguments;
    for (const std::string_view piece : split_at_commas(inner)) {
        arguments.push_back(fold_brackets(piece));
    }
    if (name.starts_with("std::")) {
        while (arguments.size() > 1 && is_default(name, arguments.front(), arguments.back())) {
            arguments.pop_back();
        }
    }
    constexpr std::string_view basic = "std::basic_";
    if (name.starts_with(basic) && arguments.size() == 1 &&
        (arguments[0] == "char" || arguments[0] == "wchar_t")) {
        const std::string wide = arguments[0] == "char" ? "" : "w";
        out.replace(out.size() - name.size(), basic.size(), "std::" + wide);
        return;
    }
    out += '<';
    for (std::size_t i = 0; i < arguments.size(); ++i) out += (i == 0 ? "" : ", ") + arguments[i];
    out += '>';
}

/// Folds every template argument list in balanced text.
std::string fold_brackets(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t end = skip_item(text, i);
        const std::string_view item = text.substr(i, end - i);
        const std::size_t behind_operator = skip_operator(text, i);
        if (behind_operator != i || item.size() == 1 || item == "->") {
            out += item;
        } else if (item.front() == '<') {
            append_arguments(out, item.substr(1, item.size() - 2));
        } else {
            out += item.front() + fold_brackets(item.substr(1, item.size() - 2)) + item.back();
        }
        i = end;
    }
    return out;
}

// ---- Return type, parameters, qualifiers ----

/// What may stand behind a parameter list, or between a function's and a local name in it (`f()
/// const::{lambda()#1}`).
bool is_qualifier(std::string_view text) {
    for (const std::string_view word : {"const", "volatile", "noexcept", "&", "&&"}) {
        if (!text.starts_with(word)) continue;
        const std::string_view rest = text.substr(word.size());
        if (rest.empty() || rest[0] == ' ' || rest[0] == ':' || rest[0] == '&') return true;
    }
    return false;
}

struct Signature {
    std::string_view name;        ///< with scope and template arguments, without return type
    std::string_view parameters;  ///< "(int, int)"; empty when there are none to see
    std::string_view qualifiers;  ///< " const"
};

Signature signature_of(std::string_view text) {
    std::size_t name = 0;
    std::size_t parameters = text.size();
    std::size_t qualifiers = text.size();
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t end = skip_item(text, i);
        const bool after_parameters = parameters != text.size();
        if (text[i] == ' ') {
            const std::string_view rest = text.substr(end);
            const bool qualifier = is_qualifier(rest);
            if (qualifier && after_parameters && qualifiers == text.size()) qualifiers = i;
            // No name starts with `<`: these are the arguments of an `operator< <int>`.
            if (!qualifier && !rest.starts_with("<")) name = end;
        } else if (text[i] == '(') {
            parameters = i;
            qualifiers = end;
        } else if (text[i] == ':') {
            // `f(int)::local`, `(anonymous namespace)::f`: those were no parameters of this name.
            parameters = qualifiers = text.size();
        }
        i = end;
    }
    if (name > parameters) name = 0;
    return {text.substr(name, parameters - name), text.substr(parameters, qualifiers - parameters),
            text.substr(qualifiers)};
}

/// The name without a lambda's call operator: the lambda says it all.
std::string_view without_call_operator(std::string_view name) {
    constexpr std::string_view call = "::operator()";
    const std::string_view scope =
        name.ends_with(call) ? name.substr(0, name.size() - call.size()) : std::string_view{};
    return scope.ends_with("}") ? scope : name;
}

/// The name with its outermost template arguments elided, and the parameters of the functions it is
/// local to.
std::string shortened(std::string_view name) {
    std::string out;
    for (std::size_t i = 0; i < name.size();) {
        const std::size_t end = skip_item(name, i);
        const std::string_view item = name.substr(i, end - i);
        if (item.front() == '<' && item.size() > 1) {
            out += elided_arguments;
        } else if (item.front() == '(' && item.size() > 2 && item != "(anonymous namespace)") {
            out += elided_parameters;
        } else {
            out += item;
        }
        i = end;
    }
    return out;
}

std::string folded_once(std::string_view function) {
    const std::string text = respelled(function);
    if (!balanced(text)) return std::string{function};
    const std::string folded = fold_brackets(text);
    if (!balanced(folded)) return std::string{function};

    const Signature signature = signature_of(folded);
    if (signature.name.empty()) return folded;
    const std::string name{without_call_operator(signature.name)};
    const bool is_lambda = name.size() != signature.name.size();
    const std::string parameters{is_lambda ? "" : signature.parameters};
    const std::string whole =
        name + parameters + std::string{is_lambda ? "" : signature.qualifiers};
    if (whole.size() <= folded_bytes_max) return whole;
    const std::string elided{parameters.size() > 2 ? elided_parameters : parameters};
    if (name.size() + elided.size() <= folded_bytes_max) return name + elided;
    return shortened(name) + elided;
}

}  // namespace

std::string fold(std::string_view function) {
    // A real name is settled at once. One that is none, and keeps changing, is not understood.
    constexpr int rounds_max = 4;
    std::string text{function};
    for (int round = 0; round < rounds_max; ++round) {
        std::string next = folded_once(text);
        if (next == text) return text;
        text = std::move(next);
    }
    return std::string{function};
}

}  // namespace contend::report
