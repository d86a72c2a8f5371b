#pragma once

#include <contend/base/attributes.hpp>

#include <cstdint>

namespace contend::base {

/// One step of SplitMix64: a bijection of 64-bit words that scatters neighbours.
CONTEND_INLINE std::uint64_t mix(std::uint64_t word) {
    word += 0x9e3779b97f4a7c15u;
    word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9u;
    word = (word ^ (word >> 27)) * 0x94d049bb133111ebu;
    return word ^ (word >> 31);
}

/// A small fast random source (Steele, Lea, Flood: "Fast splittable pseudorandom number
/// generators", OOPSLA 2014, figure 15). The same seed gives the same numbers on every platform.
/// Not for secrets.
class Random {
public:
    CONTEND_INLINE constexpr explicit Random(std::uint64_t seed = 0) : state_(seed) {}

    CONTEND_INLINE std::uint64_t next() {
        const std::uint64_t word = mix(state_);
        state_ += 0x9e3779b97f4a7c15u;
        return word;
    }

    /// Uniform in [0, bound); `bound` must be above 0. The bias is below bound / 2^32.
    CONTEND_INLINE std::uint32_t below(std::uint32_t bound) {
        return static_cast<std::uint32_t>(((next() >> 32) * bound) >> 32);
    }

    /// The number of failures before the first success when each trial succeeds with probability
    /// 2^-halvings; `halvings` in [1, 4]. At most 64.
    CONTEND_INLINE std::uint32_t geometric(unsigned halvings) {
        std::uint64_t successes = next();
        for (unsigned i = 1; i < halvings; ++i) successes &= next();
        return successes == 0 ? 64u : static_cast<std::uint32_t>(__builtin_ctzll(successes));
    }

private:
    std::uint64_t state_;
};

}  // namespace contend::base
