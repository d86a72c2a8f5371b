#include <contend/writers/display.hpp>
#include <contend/writers/sections.hpp>

#include <fmt/format.h>
#include <algorithm>

namespace contend::writers {
namespace {

constexpr std::size_t locks_max = 8;
constexpr std::size_t places_max = 4;
constexpr std::size_t conflicts_max = 6;

// "cache.hpp:12 put", the file's name alone: where it is in the tree, the frames of findings say.
std::string place(const report::Frame& frame) {
    const std::string function = printable(frame.function.substr(0, frame.function.find('(')));
    if (frame.file.empty()) return function.empty() ? "an unknown place" : function;
    const std::string file = frame.file.substr(frame.file.rfind('/') + 1);
    return fmt::format("{} ({}:{})", function, printable(file), frame.line);
}

std::string places(const report::LockUse& use) {
    std::string text;
    for (std::size_t i = 0; i < std::min(use.places.size(), places_max); ++i)
        text += (i == 0 ? "" : ", ") + place(use.places[i]);
    if (use.places.size() > places_max)
        text += " and " + count(use.places.size() - places_max) + " more";
    return text;
}

std::string each(std::uint64_t sum, std::uint64_t acquisitions) {
    if (acquisitions == 0) return "0";
    return fmt::format("{:.1f}", static_cast<double>(sum) / static_cast<double>(acquisitions));
}

std::string numbers(const report::LockUse& use) {
    std::string text = use.objects > 1 ? "up to " + count(use.objects, "lock") + ", " : "";
    const std::uint64_t percent =
        use.acquisitions == 0 ? 0 : 100 * use.contended / use.acquisitions;
    return text + fmt::format(
                      "locked {}, {} % of them while another held it; held for {} "
                      "scheduling points and {} allocations on average",
                      count(use.acquisitions, "time"), percent,
                      each(use.held_points, use.acquisitions),
                      each(use.allocations, use.acquisitions));
}

}  // namespace

void append_contention(std::string& out, const report::Contention& contention, const Look& look) {
    if (contention.executions == 0) return;
    out += "locks, in " + count(contention.executions, "recorded execution") + " of up to " +
           count(contention.threads, "thread") + ":\n";
    for (std::size_t i = 0; i < std::min(contention.locks.size(), locks_max); ++i) {
        const report::LockUse& use = contention.locks[i];
        append_wrapped(out, places(use), 2, look);
        append_wrapped(out, numbers(use), 4, look);
        if (const std::string advice = hint(use); !advice.empty())
            append_wrapped(out, "hint: " + advice, 4, look);
    }
    if (contention.locks.size() > locks_max)
        out += "  and " + count(contention.locks.size() - locks_max, "lock") + " more\n";
    std::string waits;
    for (std::size_t i = 0; i < std::min(contention.conflicts.size(), conflicts_max); ++i) {
        const report::Conflict& conflict = contention.conflicts[i];
        waits += fmt::format("{}{} for {} {}", i == 0 ? "who waited: " : ", ", conflict.waiting,
                             conflict.holding, count(conflict.count, "time"));
    }
    if (!waits.empty()) append_wrapped(out, waits, 2, look);
}

}  // namespace contend::writers
