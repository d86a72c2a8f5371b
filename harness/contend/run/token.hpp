#pragma once

#include <contend/base/result.hpp>
#include <contend/run/job.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace contend::run {

/// Everything that replays one finding: not a seed, which dies when generators change, but the
/// concrete scenario and the deviations from the default order.
struct Token {
    std::string build;    ///< build_id() of the program that made it
    std::string subject;  ///< "Cache.IsLinearizable", with "#2" for a test's second exploration
    std::string
        signature;     ///< of the finding: a replay that shows another one did not reproduce it
    std::string plan;  ///< the scenario, as its subject encodes it; empty for closures
    Granularity granularity = Granularity::sync;
    bool spurious = false;     ///< spurious wake-ups may be among the deviations
    std::uint64_t steps = 0;   ///< scheduling points of the execution
    std::uint64_t digest = 0;  ///< of the execution, to tell when a replay diverges
    std::vector<schedule::Switch> schedule;
    bool by_generator =
        false;  ///< an argument is stored as generator state: it dies with the generator's code

    bool operator==(const Token& other) const = default;
};

/// One line of letters, digits, `-` and `_` behind "contend1.": version, content and a checksum
/// over it.
std::string encode(const Token& token);

/// The inverse. Any other text is an error: not a token, a newer version, damaged (every single
/// changed or missing character is noticed).
base::Result<Token> decode_token(std::string_view text);

}  // namespace contend::run
