#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace contend::cli {

/// What the control groups of this process allow it, both versions of them: the least on the way from its own
/// group up to the root. `proc` and `groups` are the folders /proc and /sys/fs/cgroup; nothing where they can not
/// be read or nothing is limited.
///
/// Version 2: cpu.max, memory.max. Version 1: cpu.cfs_quota_us over cpu.cfs_period_us, memory.limit_in_bytes
/// (Linux, Documentation/admin-guide/cgroup-v2.rst and cgroup-v1/).
struct GroupLimits {
    std::optional<double> processors;
    std::optional<std::uint64_t> memory;  ///< bytes
};
GroupLimits group_limits(const std::filesystem::path& proc = "/proc",
                         const std::filesystem::path& groups = "/sys/fs/cgroup");

}  // namespace contend::cli
