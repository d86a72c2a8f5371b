#include <contend/scenario/validation.hpp>

#include <contend/scenario/atoms.hpp>

#include <rapidcheck.h>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <set>
#include <utility>

namespace contend::scenario {
namespace {

constexpr int tries_per_generator = 20;

std::string fault_of_names(const Outline& outline) {
    std::set<std::string> seen;
    for (const Operation& operation : outline.operations) {
        if (operation.name.empty())
            return "an operation has an empty name: give it one that reports can show";
        if (!seen.insert(operation.name).second) {
            return "two operations are named " + quoted_for_message(operation.name) +
                   ": give each a name of its own";
        }
    }
    seen.clear();
    for (const check::Invariant& invariant : outline.invariants) {
        if (invariant.name().empty())
            return "an invariant has an empty name: give it one that reports can show";
        if (!seen.insert(invariant.name()).second) {
            return "two invariants are named " + quoted_for_message(invariant.name()) +
                   ": give each a name of its own";
        }
    }
    return "";
}

std::string fault_of_range(const char* function, const Range& range, unsigned limit) {
    const std::string call =
        function + ("(" + std::to_string(range.min)) + ", " + std::to_string(range.max) + ")";
    if (range.min == 0) return call + " must start at 1 or more";
    if (range.min > range.max) return call + " is an empty range: the smaller number goes first";
    if (range.max > limit) return call + " is too much: the most is " + std::to_string(limit);
    return "";
}

std::string fault_of_operations(const Outline& outline) {
    const auto& operations = outline.operations;
    if (std::none_of(operations.begin(), operations.end(), [](const Operation& operation) {
            return operation.phase == Phase::concurrent;
        })) {
        return "there is nothing that threads may run: declare it with .operation(name, function)";
    }
    for (const Operation& operation : operations) {
        if (operation.weight == 0) {
            return "the operation " + quoted_for_message(operation.name) +
                   " has the weight 0 and would never be called: give it 1 or more";
        }
    }
    return "";
}

// Why the generator does not make a value, or nothing.
std::string failure_of(const Parameter& parameter, int attempt) {
    try {
        const rc::Random random(static_cast<std::uint64_t>(attempt));
        parameter.generator(random, attempt * rc::kNominalSize / tries_per_generator).value();
    } catch (const rc::GenerationFailure& failure) {
        return failure.what();
    } catch (const std::exception& failure) {
        return failure.what();
    } catch (...) {
        return "it threw something that is not a std::exception";
    }
    return "";
}

std::string fault_of_generators(const Operation& operation) {
    for (std::size_t i = 0; i < operation.parameters.size(); ++i) {
        const Parameter& parameter = operation.parameters[i];
        for (int attempt = 0; attempt < tries_per_generator; ++attempt) {
            const std::string failure = failure_of(parameter, attempt);
            if (failure.empty()) continue;
            return "the generator of parameter " + std::to_string(i + 1) + " of the operation " +
                   quoted_for_message(operation.name) + ", of type " + parameter.type +
                   ", fails: " + failure +
                   ". Give the operation a generator that always makes a value";
        }
    }
    return "";
}

std::string fault_of_progress(const Outline& outline) {
    std::set<std::string> seen;
    for (const auto& promised : outline.progress) {
        const std::string name = quoted_for_message(promised->operation);
        const auto is_it = [&](const Operation& operation) {
            return operation.name == promised->operation && operation.phase == Phase::concurrent;
        };
        if (std::none_of(outline.operations.begin(), outline.operations.end(), is_it))
            return name +
                   " is declared lock-free or wait-free, but threads call no operation of that "
                   "name";
        if (!seen.insert(promised->operation).second)
            return name + " is declared lock-free or wait-free twice: once is enough";
    }
    return "";
}

std::string fault_of_parameters(const Operation& operation, const ModelOperation& modelled) {
    const std::string who = "the model's operation " + quoted_for_message(operation.name);
    if (operation.parameters.size() != modelled.arguments.size()) {
        return who + " takes " + std::to_string(modelled.arguments.size()) +
               " arguments where the subject's takes " +
               std::to_string(operation.parameters.size());
    }
    for (std::size_t i = 0; i < operation.parameters.size(); ++i) {
        const Parameter& parameter = operation.parameters[i];
        if (*parameter.type_info == *modelled.arguments[i]) continue;
        return who + " takes as argument " + std::to_string(i + 1) + " a " +
               modelled.argument_names[i] + " where the subject's takes a " + parameter.type +
               ": both must be the same type";
    }
    return "";
}

std::string fault_of_model(const Outline& outline) {
    if (!outline.model) return "";
    if (!outline.model->construction.possible()) {
        return "its model, " + outline.model->type +
               ", has no default constructor: say with .construct(factory) how to make one";
    }
    for (const Operation& operation : outline.operations) {
        const ModelOperation* const modelled = outline.model->find(operation.name);
        if (modelled == nullptr) {
            return "the model does not say what the operation " +
                   quoted_for_message(operation.name) + " does: give it an .operation of that name";
        }
        if (std::string fault = fault_of_parameters(operation, *modelled); !fault.empty())
            return fault;
    }
    return "";
}

std::string fault_of_keys(const Outline& outline) {
    if (!outline.keyed) return "";
    for (const Operation& operation : outline.operations) {
        if (!operation.parameters.empty()) continue;
        return "the operation " + quoted_for_message(operation.name) +
               " has no argument that could be its key, so the specification can not be .keyed()";
    }
    return "";
}

std::string fault_of_the_rest(const Outline& outline) {
    if (!outline.construction.possible()) {
        return outline.type +
               " has no default constructor: say with .construct(factory) how to make one";
    }
    for (const Toleration& toleration : outline.tolerated) {
        if (toleration.pattern.empty())
            return ".tolerate needs a pattern that says which races are meant";
        if (toleration.reason.empty()) {
            return ".tolerate(" + quoted_for_message(toleration.pattern) + ") needs a reason";
        }
    }
    if (std::string fault = fault_of_model(outline); !fault.empty()) return fault;
    if (std::string fault = fault_of_progress(outline); !fault.empty()) return fault;
    if (std::string fault = fault_of_keys(outline); !fault.empty()) return fault;
    for (const Operation& operation : outline.operations) {
        if (std::string fault = fault_of_generators(operation); !fault.empty()) return fault;
    }
    return "";
}

}  // namespace

std::string fault_of(const Outline& outline) {
    if (!outline.mistakes.empty()) return outline.mistakes.front();
    std::string fault = fault_of_operations(outline);
    if (fault.empty()) fault = fault_of_names(outline);
    if (fault.empty()) fault = fault_of_range("threads", outline.threads, threads_max);
    if (fault.empty()) {
        fault = fault_of_range("operations_per_thread", outline.operations_per_thread,
                               calls_per_thread_max);
    }
    return fault.empty() ? fault_of_the_rest(outline) : fault;
}

}  // namespace contend::scenario
