#include <contend/run/options.hpp>

#include <contend/report/shard.hpp>
#include <contend/run/error.hpp>

#include <fmt/format.h>
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <string_view>

namespace contend::run {
namespace {

enum class Type { count, duration, text, path };

struct Description {
    Type type;
    std::string_view name;
    std::string_view fallback;
    std::string_view help;
};

constexpr Description descriptions[] = {
#define CONTEND_OPTION(type, name, fallback, help) {Type::type, #name, fallback, help},
#include <contend/options.inc>
#undef CONTEND_OPTION
};

std::optional<std::uint64_t> parse_number(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

std::optional<std::uint64_t> parse_duration_ms(std::string_view text) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const auto number = parse_number(text.substr(0, digits));
    constexpr std::uint64_t largest = 1'000'000'000;
    if (!number || *number > largest) return std::nullopt;
    const std::string_view unit = text.substr(digits);
    if (unit == "ms") return *number;
    if (unit == "s") return *number * 1'000;
    if (unit == "m") return *number * 60'000;
    if (unit == "h") return *number * 3'600'000;
    return std::nullopt;
}

bool assign_number(std::uint64_t& target, std::string_view text, Type type) {
    const auto number = type == Type::duration ? parse_duration_ms(text) : parse_number(text);
    if (number) target = *number;
    return number.has_value();
}

bool assign(std::uint64_t& target, std::string_view text, Type type) {
    return assign_number(target, text, type);
}

bool assign(std::string& target, std::string_view text, Type) {
    target = text;
    return true;
}

// False when the value does not fit the option's type; nothing when there is no such option.
std::optional<bool> set(Options& options, std::string_view name, std::string_view value) {
#define CONTEND_OPTION(type, option, fallback, help) \
    if (name == #option) return assign(options.option, value, Type::type);
#include <contend/options.inc>
#undef CONTEND_OPTION
    return std::nullopt;
}

std::string upper(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return result;
}

std::string_view expected(Type type) {
    switch (type) {
        case Type::count: return "a whole number";
        case Type::duration: return "a time such as 500ms, 30s, 5m or 1h";
        case Type::text:
        case Type::path: return "text";
    }
    return "text";
}

bool one_of(const std::string& value, std::initializer_list<std::string_view> allowed) {
    return std::find(allowed.begin(), allowed.end(), value) != allowed.end();
}

std::string wrong_choice(const Options& options) {
    const auto say = [](std::string_view name, const std::string& value, std::string_view allowed) {
        return fmt::format("the option {} can not be \"{}\": use {}", name, value, allowed);
    };
    if (!one_of(options.strategy, {"random", "pct", "pos", "surw", "feedback", "portfolio",
                                   "exhaustive", "parallel", "replay"}))
        return say("strategy", options.strategy,
                   "random, pct, pos, surw, feedback, portfolio, exhaustive, parallel or replay");
    if (!one_of(options.granularity, {"sync", "access"}))
        return say("granularity", options.granularity, "sync or access");
    if (!one_of(options.isolation, {"process", "none"}))
        return say("isolation", options.isolation, "process or none");
    if (!one_of(options.context, {"auto", "donated", "futex"}))
        return say("context", options.context, "auto, donated or futex");
    if (!one_of(options.progress, {"auto", "bar", "lines", "none"}))
        return say("progress", options.progress, "auto, bar, lines or none");
    if (!report::shard_from(options.shard))
        return say("shard", options.shard, "i/n with i below n, such as 0/4");
    if (options.steps == 0 || options.steps > 1'000'000)
        return say("steps", std::to_string(options.steps), "a number from 1 to 1000000");
    if (options.findings == 0) return say("findings", "0", "a number from 1");
    return {};
}

}  // namespace

base::Result<Options> options_from_environment() {
    Options options;
    for (const Description& option : descriptions) {
        set(options, option.name, option.fallback);
        const std::string variable = "CONTEND_" + upper(option.name);
        const char* value = std::getenv(variable.c_str());
        if (value != nullptr && !set(options, option.name, value).value_or(false))
            return error("the environment variable {} is \"{}\": it takes {}", variable, value,
                         expected(option.type));
    }
    if (const std::string wrong = wrong_choice(options); !wrong.empty()) return error("{}", wrong);
    return options;
}

base::Result<Options> options_from_flags(Options options, std::vector<std::string>& arguments) {
    std::vector<std::string> others;
    for (const std::string& argument : arguments) {
        constexpr std::string_view prefix = "--contend_";
        if (argument.rfind(prefix, 0) != 0) {
            others.push_back(argument);
            continue;
        }
        const std::size_t equals = argument.find('=');
        const std::string name =
            argument.substr(prefix.size(), std::min(equals, argument.size()) - prefix.size());
        const auto* known =
            std::find_if(std::begin(descriptions), std::end(descriptions),
                         [&](const Description& option) { return option.name == name; });
        if (known == std::end(descriptions))
            return error("unknown flag --contend_{}: --contend_help lists the flags there are",
                         name);
        if (equals == std::string::npos)
            return error("the flag --contend_{0} needs a value: --contend_{0}={1}", name,
                         expected(known->type));
        const std::string value = argument.substr(equals + 1);
        if (!set(options, name, value).value_or(false))
            return error("the flag --contend_{} can not be \"{}\": it takes {}", name, value,
                         expected(known->type));
    }
    if (const std::string wrong = wrong_choice(options); !wrong.empty()) return error("{}", wrong);
    arguments = others;
    return options;
}

std::string options_help() {
    std::string text;
    for (const Description& option : descriptions)
        text += fmt::format("  --contend_{:<14} {} (default: {})\n", std::string(option.name) + "=",
                            option.help, option.fallback.empty() ? "none" : option.fallback);
    return text;
}

}  // namespace contend::run
