#pragma once

#include <contend/check/criterion.hpp>
#include <contend/check/invariant.hpp>
#include <contend/scenario/bound.hpp>
#include <contend/scenario/construction.hpp>
#include <contend/scenario/parameter.hpp>
#include <contend/scenario/state.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <typeinfo>
#include <utility>
#include <vector>

/// What a specification says, with the types erased: plain data that contend::Spec fills in and
/// scenario::Subject works on.
namespace contend::scenario {

/// The part of an execution that an operation belongs to.
enum class Phase {
    concurrent,  ///< drawn at random, any number of times, for each of the threads
    initial,     ///< called once, before the threads start
    final,       ///< called once, after the threads ended
};

/// What a call is run by, and what keeps it alive.
struct BoundCall {
    Step step;
    std::shared_ptr<const void> owner;
};

struct Operation {
    std::string name;
    Phase phase = Phase::concurrent;
    unsigned weight = 1;  ///< how often threads call it, relative to the other operations
    std::vector<Parameter> parameters;
    bool judged = false;      ///< its results can be compared, and are to be
    bool reads_only = false;  ///< it takes the subject as const

    /// Makes a call with these arguments, of which there must be one for each parameter, of its
    /// type.
    std::function<BoundCall(const std::vector<Value>& arguments)> bind;
};

/// What an operation does in the model.
struct ModelOperation {
    std::string name;  ///< of the operation
    std::vector<const std::type_info*> arguments;
    std::vector<std::string> argument_names;
    bool reads_only = false;  ///< it takes the model as const
    std::function<BoundCall(const std::vector<Value>& arguments)> bind;
};

/// What the operations should do, on an object that only one thread uses.
struct ModelOutline {
    std::string type;
    Construction construction;
    State state;
    std::vector<ModelOperation> operations;

    const ModelOperation* find(std::string_view name) const {
        for (const ModelOperation& operation : operations)
            if (operation.name == name) return &operation;
        return nullptr;
    }
};

/// Both ends included.
struct Range {
    unsigned min = 0;
    unsigned max = 0;
};

/// Races that the user accepts.
struct Toleration {
    std::string pattern;  ///< as in a ThreadSanitizer suppression; without a kind, "race:" is meant
    std::string reason;
};

/// What an operation promises, and what its name in the promise lies in.
struct Progress {
    Progress(std::string name, std::uint32_t steps)
        : operation(std::move(name)), promise{operation.c_str(), steps} {}
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    const std::string operation;
    const base::Promise promise;
};

struct Outline {
    std::shared_ptr<const Progress> progress_of(const Operation& operation) const {
        for (const auto& promised : progress)
            if (promised->operation == operation.name) return promised;
        return nullptr;
    }

    std::string type;  ///< the name of the type under test
    Construction construction;
    std::vector<Operation> operations;  ///< of all phases, in order of declaration
    std::vector<check::Invariant> invariants;
    std::vector<Toleration> tolerated;
    check::Criterion criterion = check::Criterion::linearizable;
    std::shared_ptr<const ModelOutline> model;  ///< null: the subject itself
    State state;
    bool keyed = false;  ///< calls with different first arguments do not influence one another
    std::vector<std::shared_ptr<const Progress>> progress;  ///< promised by operations, by name
    std::string expected_kind;
    Range threads = {2, 3};
    Range operations_per_thread = {1, 4};
    std::vector<std::string>
        mistakes;  ///< misuses seen while declaring, for Subject::validate() to report
};

/// What a plan may be at most. More threads than the engine runs, or more calls than its step limit
/// allows, would be refused later with a message that does not name the specification.
inline constexpr unsigned threads_max = 250;
inline constexpr unsigned calls_per_thread_max = 1000;

}  // namespace contend::scenario
