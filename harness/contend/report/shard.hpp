#pragma once

#include <contend/report/report.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The parts of a search that was divided (option `shard`). Plain values, no state.
namespace contend::report {

/// The `index`-th of `of` parts, counted from 0; index < of.
struct Shard {
    std::uint64_t index = 0;
    std::uint64_t of = 1;

    bool operator==(const Shard&) const = default;
};

/// Of exactly "2/4"; nothing for any other text, and for an index that is not below the count.
std::optional<Shard> shard_from(std::string_view text);

/// "2/4".
std::string to_string(const Shard& shard);

/// Which parts `report` does not cover, in one phrase: "shards 1, 3 of 4". Empty for a search that was not divided, and for
/// one of which a shard explored every interleaving. At most ten are named.
std::string missing_shards(const Report& report);

}  // namespace contend::report
