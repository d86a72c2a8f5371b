#include <contend/cli/limits.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

namespace contend::cli {
namespace {

namespace fs = std::filesystem;

// Version 1 writes "no limit" as a number near the end of the range.
constexpr std::uint64_t no_limit = std::uint64_t{1} << 62;

template <class Number> std::optional<Number> number_in(const fs::path& file) {
    Number number{};
    std::ifstream in(file);
    if (in >> number) return number;
    return std::nullopt;
}

template <class Number> void take_less(std::optional<Number>& least, std::optional<Number> other) {
    if (other) least = least ? std::min(*least, *other) : *other;
}

// "max 100000" is no number: no limit.
std::optional<double> processors_in(const fs::path& group) {
    double quota = 0;
    double period = 0;
    std::ifstream in(group / "cpu.max");
    if (in >> quota >> period && period > 0) return quota / period;
    const auto old_quota = number_in<double>(group / "cpu.cfs_quota_us");
    const auto old_period = number_in<double>(group / "cpu.cfs_period_us");
    if (old_quota && old_period && *old_quota > 0 && *old_period > 0)
        return *old_quota / *old_period;
    return std::nullopt;
}

std::optional<std::uint64_t> memory_in(const fs::path& group) {
    if (const auto limit = number_in<std::uint64_t>(group / "memory.max")) return limit;
    const auto limit = number_in<std::uint64_t>(group / "memory.limit_in_bytes");
    return limit && *limit < no_limit ? limit : std::nullopt;
}

// In a container the path is often the host's, and its group is mounted as the root.
void take_limits(const fs::path& root, const std::string& path, GroupLimits& limits) {
    fs::path group = root / fs::path(path).lexically_normal().relative_path();
    while (true) {
        take_less(limits.processors, processors_in(group));
        take_less(limits.memory, memory_in(group));
        if (group == root || !group.has_relative_path()) return;
        group = group.parent_path();
    }
}

}  // namespace

GroupLimits group_limits(const fs::path& proc, const fs::path& groups) {
    GroupLimits limits;
    std::ifstream file(proc / "self/cgroup");
    // "4:memory:/path", "3:cpu,cpuacct:/path", and "0::/path" for version 2.
    for (std::string line; std::getline(file, line);) {
        std::istringstream fields(line);
        std::string id;
        std::string controllers;
        std::string path;
        std::getline(fields, id, ':');
        std::getline(fields, controllers, ':');
        std::getline(fields, path);
        if (controllers.empty()) take_limits(groups, path, limits);
        std::istringstream names(controllers);
        for (std::string name; std::getline(names, name, ',');)
            if (name == "cpu" || name == "memory") take_limits(groups / name, path, limits);
    }
    return limits;
}

}  // namespace contend::cli
