#include <contend/writers/display.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace contend::writers {
namespace {

constexpr std::uint32_t invalid = 0xFFFFFFFF;
constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::string_view ellipsis = "…";

struct CodePoint {
    std::uint32_t value = invalid;
    std::size_t size = 1;  ///< in bytes; 1 for an invalid byte
};

/// The code point that starts `text`, which is not empty. Refuses overlong forms and surrogates.
CodePoint first_of(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    if (byte(0) < 0x80) return {byte(0), 1};
    const std::size_t size = byte(0) >= 0xF0 ? 4 : byte(0) >= 0xE0 ? 3 : 2;
    if (byte(0) < 0xC2 || byte(0) > 0xF4 || text.size() < size) return {};
    std::uint32_t value = byte(0) & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return {};
        value = (value << 6U) | (byte(i) & 0x3FU);
    }
    constexpr std::array<std::uint32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < smallest[size] || value > 0x10FFFF || surrogate) return {};
    return {value, size};
}

struct Range {
    std::uint32_t first;
    std::uint32_t last;
};

constexpr std::array<Range, 14> wide_ranges{{{0x1100, 0x115F},
                                             {0x2E80, 0x303E},
                                             {0x3041, 0x33FF},
                                             {0x3400, 0x4DBF},
                                             {0x4E00, 0x9FFF},
                                             {0xA000, 0xA4CF},
                                             {0xAC00, 0xD7A3},
                                             {0xF900, 0xFAFF},
                                             {0xFE30, 0xFE6F},
                                             {0xFF00, 0xFF60},
                                             {0xFFE0, 0xFFE6},
                                             {0x1F300, 0x1F64F},
                                             {0x1F900, 0x1F9FF},
                                             {0x20000, 0x3FFFD}}};

constexpr std::array<Range, 7> zero_width_ranges{{{0x0300, 0x036F},
                                                  {0x0483, 0x0489},
                                                  {0x0591, 0x05BD},
                                                  {0x064B, 0x065F},
                                                  {0x1AB0, 0x1AFF},
                                                  {0x20D0, 0x20FF},
                                                  {0xFE00, 0xFE0F}}};

// They reorder or hide what follows: a value must not be able to make a report say something else.
constexpr std::array<Range, 5> hidden_ranges{
    {{0x80, 0x9F}, {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFEFF, 0xFEFF}}};

template <std::size_t Count>
bool within(const std::array<Range, Count>& ranges, std::uint32_t value) {
    for (const Range& range : ranges) {
        if (value >= range.first && value <= range.last) return true;
    }
    return false;
}

std::size_t width_of(std::uint32_t value) {
    if (within(zero_width_ranges, value)) return 0;
    return within(wide_ranges, value) ? 2 : 1;
}

std::string formatted(const char* format, std::uint32_t value) {
    std::array<char, 16> buffer{};
    std::snprintf(buffer.data(), buffer.size(), format, value);
    return buffer.data();
}

std::string escaped_control(std::uint32_t value) {
    switch (value) {
        case '\n': return "\\n";
        case '\r': return "\\r";
        case '\t': return "\\t";
        default: return formatted("\\x%02x", value);
    }
}

std::string to_decimals(double number, int decimals) {
    std::array<char, 400> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, number);
    return buffer.data();
}

}  // namespace

std::string printable(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const CodePoint point = first_of(text.substr(i));
        if (point.value == invalid) {
            out += replacement;
        } else if (point.value < 0x20 || point.value == 0x7F) {
            out += escaped_control(point.value);
        } else if (within(hidden_ranges, point.value)) {
            out += formatted("\\u{%x}", point.value);
        } else {
            out += text.substr(i, point.size);
        }
        i += point.size;
    }
    return out;
}

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < text.size();) {
        const CodePoint point = first_of(text.substr(i));
        width += point.value == invalid ? 1 : width_of(point.value);
        i += point.size;
    }
    return width;
}

std::string cut_to(std::string_view text, std::size_t width) {
    if (display_width(text) <= width) return std::string{text};
    if (width == 0) return {};
    std::size_t used = 0;
    std::size_t end = 0;
    while (end < text.size()) {
        const CodePoint point = first_of(text.substr(end));
        used += point.value == invalid ? 1 : width_of(point.value);
        if (used > width - 1) break;
        end += point.size;
    }
    return std::string{text.substr(0, end)} + std::string{ellipsis};
}

std::string padded(std::string_view text, std::size_t width) {
    const std::size_t used = display_width(text);
    return std::string{text} + std::string(used < width ? width - used : 0, ' ');
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
    std::vector<std::string> lines;
    std::size_t used = 0;
    for (std::size_t at = text.find_first_not_of(' '); at != std::string_view::npos;) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string_view word = text.substr(at, end - at);
        const std::size_t wide = display_width(word);
        if (lines.empty() || used + 1 + wide > width) {
            lines.emplace_back(word);
            used = wide;
        } else {
            lines.back().append(" ").append(word);
            used += 1 + wide;
        }
        at = text.find_first_not_of(' ', end);
    }
    return lines;
}

std::string count(std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, 1, ',');
    }
    return digits;
}

std::string count(std::uint64_t number, std::string_view noun) {
    return count(number) + " " + std::string{noun} + (number == 1 ? "" : "s");
}

std::string seconds(double duration) {
    if (!std::isfinite(duration) || duration <= 0) return "0 s";
    const int decimals = duration >= 100 ? 0 : duration >= 10 ? 1 : duration >= 0.095 ? 2 : 4;
    return to_decimals(duration, decimals) + " s";
}

std::string with_spaces_for_tabs(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '\t')
            out.append(4 - out.size() % 4, ' ');
        else if (c != '\r')
            out += c;
    }
    return out;
}

}  // namespace contend::writers
