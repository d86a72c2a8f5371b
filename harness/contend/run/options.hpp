#pragma once

#include <contend/base/result.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace contend::run {

/// What a user may set, by flag or environment: one member a line of options.inc, which also holds
/// the help. `count` members are whole numbers, `duration` members milliseconds.
struct Options {
    using count = std::uint64_t;
    using duration = std::uint64_t;
    using text = std::string;
    using path = std::string;

#define CONTEND_OPTION(type, name, fallback, help) type name{};
#include <contend/options.inc>
#undef CONTEND_OPTION
};

/// The defaults, overlaid by the environment (CONTEND_<NAME>). The error names the variable and
/// what it may hold.
base::Result<Options> options_from_environment();

/// Overlays `options` with every `--contend_<name>=<value>` among the arguments and takes these out
/// of `arguments`. The error names the flag; an unknown `--contend_` flag is one.
base::Result<Options> options_from_flags(Options options, std::vector<std::string>& arguments);

/// One line an option: flag, default, help.
std::string options_help();

}  // namespace contend::run
