#include <contend/scenario/generator_state.hpp>

#include <contend/scenario/atoms.hpp>
#include <contend/scenario/error.hpp>
#include <contend/scenario/number.hpp>

#include <optional>

namespace contend::scenario {
namespace {

std::optional<std::string_view> take_field(std::string_view& rest) {
    if (rest.empty()) return std::nullopt;
    const std::size_t dot = rest.find('.');
    const std::string_view field = rest.substr(0, dot);
    rest = dot == std::string_view::npos ? std::string_view() : rest.substr(dot + 1);
    return field;
}

}  // namespace

std::string encode(const GeneratorState& state) {
    char seed[16];
    const std::to_chars_result end = std::to_chars(seed, seed + sizeof seed, state.seed, 16);
    std::string text(1, generator_state_mark);
    text.append(seed, end.ptr);
    text += '.' + std::to_string(state.size);
    for (const std::uint32_t index : state.path) text += '.' + std::to_string(index);
    return text;
}

base::Result<GeneratorState> decode_generator_state(std::string_view text) {
    if (text == unknown_generator_state) {
        return error(
            "the value could be neither written nor generated again when this text was made");
    }
    const base::Error damaged =
        error(quoted_for_message(text) + " is not the state of a generator");
    if (text.empty() || text[0] != generator_state_mark || text.back() == '.') return damaged;

    GeneratorState state;
    std::string_view rest = text.substr(1);
    const std::optional<std::string_view> seed = take_field(rest);
    if (!seed || !parse(*seed, 16, state.seed)) return damaged;
    const std::optional<std::string_view> size = take_field(rest);
    if (!size || !parse(*size, 10, state.size) || state.size > generator_size_max) return damaged;
    while (const std::optional<std::string_view> field = take_field(rest)) {
        std::uint32_t index = 0;
        if (!parse(*field, 10, index) || index > shrink_index_max) return damaged;
        if (state.path.size() == shrink_path_max) return damaged;
        state.path.push_back(index);
    }
    return state;
}

}  // namespace contend::scenario
