// interpose/hooks.inc against the ThreadSanitizer runtimes of the compilers that are installed: a function that
// instrumented code calls and that is not hooked would be a scheduling point, or an access, that contend never sees.
#include "source.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <regex>
#include <set>

namespace contend::house {
namespace {

using Symbols = std::set<std::string>;

std::string output_of(const std::string& command) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(
        popen((command + " 2>/dev/null").c_str(), "r"), pclose);
    std::string output;
    std::array<char, 4096> buffer{};
    while (pipe != nullptr && std::fgets(buffer.data(), buffer.size(), pipe.get()) != nullptr)
        output += buffer.data();
    return output;
}

/// The runtime's archive or shared object that a compiler links, if it has one.
std::string runtime_of(const std::string& compiler) {
    for (const char* name : {"libclang_rt.tsan-x86_64.a", "libclang_rt.tsan-aarch64.a",
                             "libclang_rt.tsan.a", "libtsan.so.2", "libtsan.so"}) {
        std::string path = output_of(compiler + " -print-file-name=" + name);
        while (!path.empty() && path.back() == '\n') path.pop_back();
        if (path != name && std::filesystem::exists(path)) return path;
    }
    return "";
}

Symbols exports_of(const std::string& runtime) {
    static const std::regex row(R"([0-9a-fA-F]+ [TWVi] (__tsan_\w+)(@\S*)?)");
    const std::string dynamic = runtime.find(".so") != std::string::npos ? "-D " : "";
    Symbols symbols;
    for (const std::string& line : lines_of(output_of("nm --defined-only " + dynamic + runtime))) {
        std::smatch match;
        if (std::regex_match(line, match, row)) symbols.insert(match[1]);
    }
    return symbols;
}

/// Runtime path to exports, a runtime once although several commands may name it.
const std::map<std::string, Symbols>& runtimes() {
    static const std::map<std::string, Symbols> found = [] {
        std::map<std::string, Symbols> by_path;
        std::vector<std::string> compilers = {"g++", "clang++"};
        for (int version = 10; version <= 16; ++version)
            compilers.push_back("g++-" + std::to_string(version));
        for (int version = 14; version <= 22; ++version)
            compilers.push_back("clang++-" + std::to_string(version));
        for (const std::string& compiler : compilers) {
            const std::string runtime = runtime_of(compiler);
            if (!runtime.empty() && by_path.count(runtime) == 0)
                by_path[runtime] = exports_of(runtime);
        }
        return by_path;
    }();
    return found;
}

Symbols hooks() {
    static const std::regex row(R"(^CONTEND_[A-Z_]*HOOK\((__tsan_[a-z0-9_]+).*)");
    Symbols symbols;
    for (const std::string& line :
         lines_of(read_source(CONTEND_SOURCE_DIR, "harness/contend/interpose/hooks.inc").content)) {
        std::smatch match;
        if (std::regex_match(line, match, row)) symbols.insert(match[1]);
    }
    return symbols;
}

/// What a compiler may call for an access or an atomic operation.
bool is_access(const std::string& symbol) {
    static const std::regex access(
        "__tsan_(unaligned_|volatile_)?(read|write)[a-z0-9_]*|__tsan_vptr_.*"
        "|__tsan_atomic.*|__tsan_mem(cpy|move|set)");
    return std::regex_match(symbol, access);
}

/// Exported, and rightly not hooked.
bool is_exception(const std::string& symbol) {
    // Called by runtimes of other languages with the caller's address, never by a C++ compiler.
    static const std::regex with_caller("__tsan_(unaligned_)?(read|write)[0-9a-z_]*_pc");
    // Orders only a thread with its own signal handlers: no other thread can see it.
    static const std::string signal_fence = "__tsan_atomic_signal_fence";
    return std::regex_match(symbol, with_caller) || symbol == signal_fence;
}

TEST(Hooks, are_read_from_their_list) {
    EXPECT_GT(hooks().size(), 60u);
    EXPECT_EQ(hooks().count("__tsan_read8"), 1u);
}

TEST(Hooks, cover_every_access_that_a_runtime_exports) {
    if (runtimes().empty()) GTEST_SKIP() << "no compiler with a ThreadSanitizer runtime";
    const Symbols listed = hooks();
    for (const auto& [runtime, exports] : runtimes()) {
        EXPECT_EQ(exports.count("__tsan_read8"), 1u) << "nm reads no symbols of " << runtime;
        for (const std::string& symbol : exports)
            if (is_access(symbol) && !is_exception(symbol)) {
                EXPECT_EQ(listed.count(symbol), 1u)
                    << symbol << " of " << runtime << " is not hooked";
            }
    }
}

TEST(Hooks, exist_in_at_least_one_runtime) {
    if (runtimes().size() < 3)
        GTEST_SKIP() << "fewer than three runtimes: newer ones may have what these have not";
    for (const std::string& hook : hooks()) {
        bool found = false;
        for (const auto& [runtime, exports] : runtimes()) found = found || exports.count(hook) != 0;
        EXPECT_TRUE(found) << hook << " is in no runtime";
    }
}

}  // namespace
}  // namespace contend::house
