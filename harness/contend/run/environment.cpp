#include <contend/run/exploration.hpp>
#include <contend/run/modules.hpp>

#include <fmt/format.h>

namespace contend::run {
namespace {

#ifndef CONTEND_VERSION
#define CONTEND_VERSION "unversioned"
#endif

std::string compiler() {
#if defined(__clang__)
    return fmt::format("clang {}.{}.{}", __clang_major__, __clang_minor__, __clang_patchlevel__);
#else
    return fmt::format("gcc {}.{}.{}", __GNUC__, __GNUC_MINOR__, __GNUC_PATCHLEVEL__);
#endif
}

// LLVM 14 brought the third version of the runtime; GCC took it over with 13.
std::string tsan_runtime() {
#if defined(__clang__)
    return __clang_major__ >= 14 ? "v3" : "v2";
#else
    return __GNUC__ >= 13 ? "v3" : "v2";
#endif
}

}  // namespace

report::Environment environment_of(const Options& options) {
    report::Environment environment;
    environment.contend_version = CONTEND_VERSION;
    environment.compiler = compiler();
    environment.tsan_runtime = tsan_runtime();
    environment.context = options.context == "futex" ? "futex" : "donated";
    environment.build_id = build_id();
#if defined(__x86_64__)
    environment.platform = "linux x86-64";
#elif defined(__aarch64__)
    environment.platform = "linux aarch64";
#endif
    return environment;
}

}  // namespace contend::run
