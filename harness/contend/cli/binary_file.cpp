#include <contend/cli/binary_file.hpp>

#include <contend/cli/doctor_checks.hpp>

#include <sstream>

namespace contend::cli {
namespace {

std::string unversioned(const std::string& symbol) { return symbol.substr(0, symbol.find('@')); }

// "0000000000001280 <Queue::push(int)>:" begins a function; empty when the line does not.
std::string function_begun(const std::string& line) {
    const std::size_t begin = line.find(" <");
    if (begin == std::string::npos || line.size() < 2 || line.substr(line.size() - 2) != ">:")
        return {};
    return line.substr(begin + 2, line.size() - begin - 4);
}

}  // namespace

DynamicSymbols dynamic_symbols(const std::string& path) {
    DynamicSymbols symbols;
    const Ran ran = run_line("LC_ALL=C nm -D " + shell_word(path));
    if (ran.status != 0) return symbols;
    std::istringstream lines(ran.output);
    // "00000000000b7ae0 T __tsan_init", and without an address "                 U memcpy@GLIBC_2.14".
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string type;
        std::string name;
        if (line.front() != ' ') words >> type;
        words >> type >> name;
        const bool defined = line.front() != ' ';
        (defined ? symbols.defined : symbols.used).insert(unversioned(name));
    }
    return symbols;
}

std::vector<SharedLibrary> shared_libraries(const std::string& path) {
    std::vector<SharedLibrary> libraries;
    const Ran ran = run_line("LC_ALL=C ldd " + shell_word(path));
    std::istringstream lines(ran.output);
    // "	libtbb.so.12 => /lib/x86_64-linux-gnu/libtbb.so.12 (0x00007f…)"; others are the loader and the kernel's.
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        SharedLibrary library;
        std::string arrow;
        if (words >> library.name >> arrow >> library.path && arrow == "=>") {
            if (library.path.front() != '/') library.path.clear();
            libraries.push_back(library);
        }
    }
    return libraries;
}

std::set<std::string> callers_of(const std::string& function, const std::string& path) {
    // Where functions begin, and where this one is the target: "1272:	call   10f0 <f@plt>", also by way of a wrap.
    const Ran ran =
        run_line("LC_ALL=C objdump --disassemble --demangle --no-show-raw-insn " +
                 shell_word(path) + " | grep -E '>:$|<(__wrap_)?" + function + "(@plt)?>$'");
    std::set<std::string> callers;
    std::istringstream lines(ran.output);
    std::string within;
    for (std::string line; std::getline(lines, line);) {
        const std::string begun = function_begun(line);
        if (!begun.empty())
            within = begun;
        else if (within.find(function) == std::string::npos)
            callers.insert(within);
    }
    return callers;
}

bool has_line_table(const std::string& path) {
    const Ran ran = run_line("LC_ALL=C objdump --section-headers " + shell_word(path));
    return ran.says(".debug_line") || ran.says(".gnu_debuglink");
}

bool binutils_answer() {
    return run_line("nm --version").status == 0 && run_line("objdump --version").status == 0;
}

}  // namespace contend::cli
