#include <contend/scenario/plan_text.hpp>

#include <contend/scenario/atoms.hpp>
#include <contend/scenario/error.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace contend::scenario {
namespace {

constexpr char part_separator = '/';
constexpr char call_separator = '+';
constexpr char argument_separator = ':';

std::string show_calls(const Outline& outline, const std::vector<Call>& calls) {
    std::string text;
    for (const Call& call : calls) text += (text.empty() ? "" : "; ") + show_call(outline, call);
    return text;
}

std::string encode_calls(const Outline& outline, const std::vector<Call>& calls) {
    std::string text;
    for (const Call& call : calls) {
        if (!text.empty()) text += call_separator;
        text += escape(outline.operations[call.operation].name);
        for (const Value& argument : call.arguments) text += argument_separator + argument.stored();
    }
    return text;
}

// At least one piece, which may be empty.
std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> pieces;
    for (;;) {
        const std::size_t end = text.find(separator);
        pieces.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return pieces;
        text.remove_prefix(end + 1);
    }
}

const char* part_name(Phase phase) {
    switch (phase) {
        case Phase::concurrent: return "the threads";
        case Phase::initial: return "the initial part";
        case Phase::final: return "the final part";
    }
    return "";
}

std::string count_of(std::size_t count, const char* what) {
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

base::Result<std::uint32_t> find_operation(const Outline& outline, std::string_view escaped,
                                           Phase phase) {
    std::string name;
    if (escaped.empty() || !unescape(escaped, name)) {
        return error(quoted_for_message(escaped) + " is not the name of an operation");
    }
    const auto found =
        std::find_if(outline.operations.begin(), outline.operations.end(),
                     [&name](const Operation& operation) { return operation.name == name; });
    if (found == outline.operations.end()) {
        return error("the scenario calls " + quoted_for_message(name) +
                     ", which is not among the operations of " + outline.type);
    }
    if (found->phase != phase) {
        return error("the scenario calls " + quoted_for_message(name) + " in " + part_name(phase) +
                     ", but the specification declares it for " + part_name(found->phase));
    }
    return static_cast<std::uint32_t>(found - outline.operations.begin());
}

base::Result<Call> decode_call(const Outline& outline, std::string_view text, Phase phase) {
    const std::vector<std::string_view> words = split(text, argument_separator);
    const base::Result<std::uint32_t> found = find_operation(outline, words[0], phase);
    if (!found) return found.error();
    const Operation& operation = outline.operations[*found];
    if (words.size() - 1 != operation.parameters.size()) {
        return error("the scenario calls " + quoted_for_message(operation.name) + " with " +
                     count_of(words.size() - 1, "argument") + ", but it takes " +
                     std::to_string(operation.parameters.size()));
    }
    Call call{*found, {}};
    for (std::size_t i = 0; i < operation.parameters.size(); ++i) {
        base::Result<Value> value = operation.parameters[i].decode(words[i + 1]);
        if (!value) {
            return error("argument " + std::to_string(i + 1) + " of " +
                         quoted_for_message(operation.name) + ", of type " +
                         operation.parameters[i].type + ": " + value.error().message.c_str());
        }
        call.arguments.push_back(std::move(*value));
    }
    return call;
}

base::Result<std::vector<Call>> decode_calls(const Outline& outline, std::string_view text,
                                             Phase phase) {
    std::vector<Call> calls;
    if (text.empty()) return calls;
    const std::vector<std::string_view> pieces = split(text, call_separator);
    if (pieces.size() > calls_per_thread_max) {
        return error("the scenario makes " + count_of(pieces.size(), "call") +
                     " in one part, more than " + std::to_string(calls_per_thread_max));
    }
    for (const std::string_view piece : pieces) {
        base::Result<Call> call = decode_call(outline, piece, phase);
        if (!call) return call.error();
        calls.push_back(std::move(*call));
    }
    return calls;
}

}  // namespace

std::string show_call(const Outline& outline, const Call& call) {
    std::string arguments;
    for (const Value& argument : call.arguments) {
        arguments += (arguments.empty() ? "" : ", ") + argument.text();
    }
    return outline.operations[call.operation].name + "(" + arguments + ")";
}

std::string show_plan(const Outline& outline, const Plan& plan) {
    std::string text;
    const auto add = [&](const std::string& part, const std::vector<Call>& calls) {
        if (!calls.empty())
            text += (text.empty() ? "" : "\n") + part + ": " + show_calls(outline, calls);
    };
    add("initial", plan.initial);
    for (std::size_t i = 0; i < plan.threads.size(); ++i)
        add("thread " + std::to_string(i + 1), plan.threads[i]);
    add("final", plan.final);
    return text;
}

std::string encode_plan(const Outline& outline, const Plan& plan) {
    std::string text = encode_calls(outline, plan.initial) + part_separator;
    for (const std::vector<Call>& thread : plan.threads)
        text += encode_calls(outline, thread) + part_separator;
    return text + encode_calls(outline, plan.final);
}

base::Result<Plan> decode_plan(const Outline& outline, std::string_view text) {
    const std::vector<std::string_view> parts = split(text, part_separator);
    if (parts.size() < 3)
        return error(quoted_for_message(text) + " is not a scenario: it has no threads");
    const std::size_t threads = parts.size() - 2;
    if (threads > threads_max) {
        return error("the scenario has " + count_of(threads, "thread") + ", more than " +
                     std::to_string(threads_max));
    }
    Plan plan;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Phase phase = i == 0         ? Phase::initial
                            : i <= threads ? Phase::concurrent
                                           : Phase::final;
        base::Result<std::vector<Call>> calls = decode_calls(outline, parts[i], phase);
        if (!calls) return calls.error();
        if (phase == Phase::initial) plan.initial = std::move(*calls);
        if (phase == Phase::final) plan.final = std::move(*calls);
        if (phase != Phase::concurrent) continue;
        if (calls->empty())
            return error("thread " + std::to_string(i) + " of the scenario calls nothing");
        plan.threads.push_back(std::move(*calls));
    }
    return plan;
}

}  // namespace contend::scenario
