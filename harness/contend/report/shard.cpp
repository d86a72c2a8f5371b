#include <contend/report/shard.hpp>

#include <charconv>
#include <set>

namespace contend::report {
namespace {

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace

std::optional<Shard> shard_from(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto index = number(text.substr(0, slash));
    const auto of = number(text.substr(slash + 1));
    if (!index || !of || *index >= *of) return std::nullopt;
    return Shard{*index, *of};
}

std::string to_string(const Shard& shard) {
    return std::to_string(shard.index) + "/" + std::to_string(shard.of);
}

std::string missing_shards(const Report& report) {
    constexpr std::size_t named_max = 10;
    if (report.stats.exhausted || report.stats.shards.empty()) return {};
    std::set<std::uint64_t> there;
    std::uint64_t of = 1;
    for (const std::string& text : report.stats.shards)
        if (const auto shard = shard_from(text)) {
            there.insert(shard->index);
            of = shard->of;
        }
    if (there.size() >= of) return {};
    const std::uint64_t missing = of - there.size();
    std::string names;
    std::size_t named = 0;
    for (std::uint64_t index = 0; named < missing && named < named_max; ++index) {
        if (there.count(index) != 0) continue;
        names += (names.empty() ? "" : ", ") + std::to_string(index);
        ++named;
    }
    if (missing > named) names += " and " + std::to_string(missing - named) + " more";
    return (missing == 1 ? "shard " : "shards ") + names + " of " + std::to_string(of);
}

}  // namespace contend::report
