#pragma once

#include <contend/worker/orders.hpp>

#include <cstdint>
#include <string>

namespace contend::run {

/// A place in a loaded program or library that means the same in another process.
struct ModuleOffset {
    std::string module;  ///< path; the program itself is its real path
    std::uint64_t offset = 0;
};

/// From now on addresses are those of another program, started with worker::Orders; `path` is its
/// file. Without a call they are this process's own.
void look_at_program(const std::string& path);

/// Where that program's modules are loaded, as it noted. Without address-space randomisation they
/// stay there in every process of it.
void learn_modules(const worker::Orders& orders);

/// The file of the program that addresses belong to.
const std::string& program_path();

/// The module that holds `address`; module is empty when none does.
ModuleOffset locate(const void* address);

/// Identifies this build of the program: 16 hexadecimal digits from the linker's build id, or from
/// the whole file when there is none.
const std::string& build_id();

}  // namespace contend::run
