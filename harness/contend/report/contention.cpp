#include <contend/report/contention.hpp>

namespace contend::report {

std::string hint(const LockUse& use) {
    constexpr std::uint64_t acquisitions_min = 10;
    constexpr std::uint64_t points_for_long = 3;
    if (use.acquisitions < acquisitions_min || use.contended * 4 < use.acquisitions) return {};
    if (use.allocations * 2 >= use.acquisitions)
        return "memory is allocated under it: allocate before it is locked";
    if (use.held_points >= points_for_long * use.acquisitions)
        return "it is held for long: move out what does not need it, or let readers share it";
    if (use.objects <= 1) return "everybody needs the one: shard what it guards";
    return {};
}

}  // namespace contend::report
