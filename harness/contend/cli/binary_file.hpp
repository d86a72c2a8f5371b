#pragma once

#include <set>
#include <string>
#include <vector>

namespace contend::cli {

/// What binutils tell of a program or library: nm, objdump and the dynamic loader read it, none runs it.
/// Everything is empty for a file that is no ELF file of this machine.

/// Names without version. What a program defines is seen where it exports it (`-rdynamic`, or for a library).
struct DynamicSymbols {
    std::set<std::string> defined;
    std::set<std::string> used;
};
DynamicSymbols dynamic_symbols(const std::string& path);

struct SharedLibrary {
    std::string name;  ///< as it is asked for: "libtbb.so.12"
    std::string path;  ///< empty: the loader does not find it
};

/// Those that the loader loads with it, theirs included.
std::vector<SharedLibrary> shared_libraries(const std::string& path);

/// The functions, demangled, that call `function` or jump to it.
std::set<std::string> callers_of(const std::string& function, const std::string& path);

bool has_line_table(const std::string& path);

/// Whether nm and objdump are there.
bool binutils_answer();

}  // namespace contend::cli
