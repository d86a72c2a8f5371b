#pragma once

#include <contend/base/result.hpp>

#include <rapidcheck/Shrinkable.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace contend::scenario {

/// How to make a generated value again: what the generator was started with, and which way the
/// value was then shrunk.
struct GeneratorState {
    std::uint64_t seed = 0;           ///< of the rc::Random
    std::uint32_t size = 0;           ///< RapidCheck's measure of how large values may get
    std::vector<std::uint32_t> path;  ///< the index of the shrink taken, from the root downwards

    friend bool operator==(const GeneratorState& left, const GeneratorState& right) {
        return left.seed == right.seed && left.size == right.size && left.path == right.path;
    }
};

/// No stored value starts so.
inline constexpr char generator_state_mark = '@';

/// The stored form of a value that can be neither written nor generated again; decode() refuses it.
inline constexpr char unknown_generator_state[] = "@";

/// `@<seed in hex>.<size>` and `.<index>` for each step of the path.
std::string encode(const GeneratorState& state);

/// The state that encode() made this text from.
[[nodiscard]] base::Result<GeneratorState> decode_generator_state(std::string_view text);

/// The limits of what decode_generator_state() accepts: damaged text must not make a generator run
/// for ever.
inline constexpr std::uint32_t generator_size_max = 1000;
inline constexpr std::uint32_t shrink_index_max = 100000;
inline constexpr std::size_t shrink_path_max = 10000;

}  // namespace contend::scenario
