#include <contend/writers/aliases.hpp>

#include <algorithm>
#include <cctype>
#include <vector>

namespace contend::writers {
namespace {

constexpr std::string_view prefix = "0x";
constexpr std::size_t digits_min = 6;

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// The position behind the word that starts at `at`.
std::size_t word_end(std::string_view text, std::size_t at) {
    while (at < text.size() && is_word(text[at])) ++at;
    return at;
}

bool is_address(std::string_view word) {
    if (word.substr(0, prefix.size()) != prefix || word.size() < prefix.size() + digits_min)
        return false;
    const std::string_view digits = word.substr(prefix.size());
    return std::all_of(digits.begin(), digits.end(),
                       [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; });
}

}  // namespace

std::string Aliases::applied_to(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::max(word_end(text, at), at + 1);
        const std::string_view word = text.substr(at, end - at);
        if (is_address(word)) {
            const auto entry = numbers_.try_emplace(std::string{word}, numbers_.size() + 1).first;
            out += "#" + std::to_string(entry->second);
        } else {
            out += word;
        }
        at = end;
    }
    return out;
}

std::string Aliases::legend() const {
    std::vector<std::string_view> addresses(numbers_.size());
    for (const auto& [address, number] : numbers_) addresses[number - 1] = address;
    std::string out;
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        out += (i == 0 ? "#" : ", #") + std::to_string(i + 1) + " = " + std::string{addresses[i]};
    }
    return out;
}

}  // namespace contend::writers
