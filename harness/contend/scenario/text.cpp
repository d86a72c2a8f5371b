#include <contend/scenario/text.hpp>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>

namespace contend::scenario {
namespace {

const char hex_digits[] = "0123456789abcdef";

void append_escaped(std::string& text, char character, char quote) {
    const auto code = static_cast<unsigned char>(character);
    if (character == '\n') {
        text += "\\n";
    } else if (character == '\t') {
        text += "\\t";
    } else if (character == quote || character == '\\') {
        text += '\\';
        text += character;
    } else if (code < ' ' || code > '~') {
        text += "\\x";
        text += hex_digits[code >> 4];
        text += hex_digits[code & 15];
    } else {
        text += character;
    }
}

// As a number of the type that has so many digits: 0.1 is another number in each.
long double read_back(const char* text, int digits_max) {
    if (digits_max <= std::numeric_limits<float>::max_digits10) return std::strtof(text, nullptr);
    if (digits_max <= std::numeric_limits<double>::max_digits10) return std::strtod(text, nullptr);
    return std::strtold(text, nullptr);
}

}  // namespace

std::string text_of_signed(long long number) { return std::to_string(number); }

std::string text_of_unsigned(unsigned long long number) { return std::to_string(number); }

// The fewest digits that are read back as the same number: 0.1, not 0.10000000000000001.
// (std::to_chars does so too, but not for long double in every library that C++17 users have.)
std::string text_of_real(long double number, int digits_max) {
    if (std::isnan(number)) return "nan";
    if (std::isinf(number)) return number < 0 ? "-inf" : "inf";
    char text[64];
    char exact[64];
    std::snprintf(exact, sizeof exact, "%.*Lg", digits_max, number);
    for (int digits = 1; digits <= digits_max; ++digits) {
        std::snprintf(text, sizeof text, "%.*Lg", digits, number);
        char again[64];
        std::snprintf(again, sizeof again, "%.*Lg", digits_max, read_back(text, digits_max));
        if (std::string_view(again) == exact) break;
    }
    return text;
}

std::string text_of_address(const void* address) {
    auto number = reinterpret_cast<std::uintptr_t>(address);
    std::string digits;
    do {
        digits.insert(digits.begin(), hex_digits[number & 15]);
        number >>= 4;
    } while (number != 0);
    return "0x" + digits;
}

std::string text_of_string(std::string_view text) {
    std::string quoted = "\"";
    for (const char character : text) append_escaped(quoted, character, '"');
    return quoted + "\"";
}

std::string text_of_character(char character) {
    std::string quoted = "'";
    append_escaped(quoted, character, '\'');
    return quoted + "'";
}

}  // namespace contend::scenario
