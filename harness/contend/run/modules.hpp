#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace contend::run {

/// A place in a loaded program or library that means the same in another process.
struct ModuleOffset {
    std::string module;  ///< path; the program itself is its real path
    std::uint64_t offset = 0;
};

/// The module that holds `address`; module is empty when none does.
ModuleOffset locate(const void* address);

/// The inverse, for modules loaded in this process.
std::optional<const void*> resolve(const ModuleOffset& place);

/// Identifies this build of the program: 16 hexadecimal digits from the linker's build id, or from
/// the whole file when there is none.
const std::string& build_id();

}  // namespace contend::run
