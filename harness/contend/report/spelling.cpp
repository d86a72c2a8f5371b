#include <contend/report/spelling.hpp>

#include <contend/report/brackets.hpp>

#include <cxxabi.h>

#include <cstdlib>
#include <memory>

namespace contend::report {
namespace {

/// Some symbolisers leave the names of inlined functions mangled.
std::string demangled(std::string_view function) {
    std::string text{function};
    if (text.rfind("_Z", 0) != 0) return text;
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> plain{
        abi::__cxa_demangle(text.c_str(), nullptr, nullptr, &status), &std::free};
    return status == 0 && plain != nullptr ? std::string{plain.get()} : text;
}

void erase_all(std::string& text, std::string_view opening, char closing) {
    for (std::size_t at = text.find(opening); at != std::string::npos;
         at = text.find(opening, at)) {
        const std::size_t end = text.find(closing, at);
        if (end == std::string::npos) return;
        text.erase(at, end - at + 1);
    }
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

/// GCC's inlined frames spell a lambda `<lambda(int)>`; its angle brackets would read as template
/// arguments.
void respell_gcc_lambdas(std::string& text) {
    constexpr std::string_view word = "<lambda(";
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        const std::size_t end = skip_item(text, at);
        if (end == std::string::npos) return;
        text[at] = '{';
        text[end - 1] = '}';
    }
}

/// LLVM's demangler spells lambdas `'lambda'(int)`, `'lambda0'(int)`: they become
/// `{lambda(int)#1}`, `{lambda(int)#2}`.
void respell_llvm_lambdas(std::string& text) {
    constexpr std::string_view word = "'lambda";
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        const std::size_t number = at + word.size();
        const std::size_t quote = text.find('\'', number);
        if (quote == std::string::npos) return;
        const std::string digits = text.substr(number, quote - number);
        if (digits.find_first_not_of("0123456789") != std::string::npos || digits.size() > 6)
            continue;
        const std::size_t open = quote + 1;
        const bool has_parameters = open < text.size() && text[open] == '(';
        const std::size_t end = has_parameters ? skip_item(text, open) : open;
        if (end == std::string::npos) return;
        const int ordinal = digits.empty() ? 1 : std::stoi(digits) + 2;
        const std::string parameters = text.substr(open, end - open);
        text.replace(at, end - at, "{lambda" + parameters + "#" + std::to_string(ordinal) + "}");
    }
}

/// Clang gives lambdas in functions no name but `$_0`.
void respell_clang_lambdas(std::string& text) {
    for (std::size_t at = text.find("$_"); at != std::string::npos; at = text.find("$_", at + 1)) {
        std::size_t end = at + 2;
        while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
        const std::string digits = text.substr(at + 2, end - at - 2);
        if (digits.empty() || digits.size() > 6) continue;
        text.replace(at, end - at, "{lambda#" + std::to_string(std::stoi(digits) + 1) + "}");
    }
}

}  // namespace

std::string respelled(std::string_view function) {
    std::string text = demangled(function);
    erase_all(text, " [clone ", ']');
    erase_all(text, "[abi:", ']');
    erase_all(text, " (.", ')');
    for (const std::string_view space : {"::__cxx11::", "::__1::", "::_V2::"}) {
        replace_all(text, space, "::");
    }
    replace_all(text, "`anonymous namespace'", "(anonymous namespace)");
    replace_all(text, "(anonymous namespace)::", "");
    respell_gcc_lambdas(text);
    respell_llvm_lambdas(text);
    respell_clang_lambdas(text);
    return text;
}

}  // namespace contend::report
