#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace contend::report {

/// What went wrong. The names are part of the report format: `Kind::data_race` is "data-race" in
/// JSON.
enum class Kind {
    data_race,
    lock_order_inversion,
    mutex_misuse,
    use_after_free,
    deadlock,
    lost_wakeup,
    livelock,
    crash,
    terminate,
    assertion,
    invariant,
    not_linearizable,
    not_lock_free,
    thread_leak,
    unmodelled_block,
    nondeterminism,
};

/// Every kind, in the order of the enumeration.
inline constexpr std::array<Kind, 16> all_kinds{
    Kind::data_race,        Kind::lock_order_inversion,
    Kind::mutex_misuse,     Kind::use_after_free,
    Kind::deadlock,         Kind::lost_wakeup,
    Kind::livelock,         Kind::crash,
    Kind::terminate,        Kind::assertion,
    Kind::invariant,        Kind::not_linearizable,
    Kind::not_lock_free,    Kind::thread_leak,
    Kind::unmodelled_block, Kind::nondeterminism,
};

/// The name used in JSON, on command lines and in tables: "data-race".
std::string_view to_string(Kind kind);

/// The kind with exactly this name; nothing for any other text.
std::optional<Kind> kind_from(std::string_view name);

/// The words of a headline, for humans: "data race", "history not linearizable".
std::string_view title(Kind kind);

}  // namespace contend::report
