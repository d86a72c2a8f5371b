#pragma once

#include <contend/base/check.hpp>
#include <contend/scenario/default_generator.hpp>
#include <contend/scenario/invocation.hpp>
#include <contend/scenario/outline.hpp>
#include <contend/scenario/signature.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace contend {

/// In place of a generator: the default one for that parameter.
struct Any {};
inline constexpr Any any{};

}  // namespace contend

/// From a function of the user's to an Operation. Whatever does not fit is a compile error in the
/// user's words.
namespace contend::scenario {

/// The type of what a generator makes; Any for Any, void for what is no generator.
template <class Generator> struct GeneratedBy {
    using Type = void;
};
template <class T> struct GeneratedBy<rc::Gen<T>> {
    using Type = T;
};
template <> struct GeneratedBy<Any> {
    using Type = Any;
};

/// The parameters of an operation: from its declaration, or, where that does not say, from its
/// generators.
template <class Function, bool Known, class... Generators> struct ParametersFrom {
    using List = typename Signature<Function>::Parameters;
};
template <class Function, class... Generators>
struct ParametersFrom<Function, false, Generators...> {
    static_assert(
        (!std::is_same_v<Generators, Any> && ...),
        "contend::any stands for a parameter's default generator, but the types of this "
        "operation's parameters are not known (a generic or overloaded function object): give "
        "each parameter a generator");
    using List = Types<typename GeneratedBy<Generators>::Type...>;
};

/// What every argument type must be able to do.
template <class T> struct ArgumentRequirements {
    static_assert(
        std::is_object_v<T> && std::is_copy_constructible_v<T>,
        "contend cannot copy arguments of type T of this operation, and every call gets a copy: "
        "wrap it in a lambda that takes something copyable and makes the argument from it");
    static_assert(is_printable<T>,
                  "contend cannot print arguments of type T of this operation: give it "
                  "std::ostream& operator<<(std::ostream&, const T&)");
    static constexpr bool hold =
        std::is_object_v<T> && std::is_copy_constructible_v<T> && is_printable<T>;
};

template <class T> rc::Gen<T> generator_of(Any) { return default_generator<T>(); }

template <class T, class From> rc::Gen<T> generator_of(rc::Gen<From> generator) {
    if constexpr (std::is_same_v<T, From>) {
        return generator;
    } else {
        static_assert(std::is_convertible_v<From, T>,
                      "contend cannot use this generator: what it makes does not convert to the "
                      "type of the parameter");
        return rc::gen::map(std::move(generator),
                            [](From value) { return static_cast<T>(std::move(value)); });
    }
}

template <class T, class Function, class... Parameters>
std::function<BoundCall(const std::vector<Value>&)> binder(Function function) {
    using Prepared = Invocation<T, Function, std::index_sequence_for<Parameters...>, Parameters...>;
    auto shared = std::make_shared<const Function>(std::move(function));
    return [shared](const std::vector<Value>& arguments) {
        CONTEND_CHECK(arguments.size() == sizeof...(Parameters));
        return Prepared::bind(shared, arguments);
    };
}

template <class T, class... Parameters, class Function, class... Generators>
Operation declare_with(Types<Parameters...>, Operation operation, Function function,
                       Generators... generators) {
    constexpr bool is_called = subject_as<T, Function, Parameters...>() != SubjectAs::nothing;
    static_assert(
        is_called,
        "contend cannot call this operation: it must be callable with T&, const T& or T*, and "
        "then its arguments; a function object must be callable when const (no mutable lambda)");
    if constexpr (is_called && (ArgumentRequirements<ArgumentOf<Parameters>>::hold && ...)) {
        (operation.parameters.push_back(make_parameter<ArgumentOf<Parameters>>(
             generator_of<ArgumentOf<Parameters>>(std::move(generators)))),
         ...);
        operation.judged = is_judged<ReturnedBy<T, Function, Parameters...>>;
        operation.reads_only = Signature<Function>::reads_only;
        operation.bind = binder<T, Function, Parameters...>(std::move(function));
    }
    return operation;
}

template <class... Ts> constexpr std::size_t count(Types<Ts...>) { return sizeof...(Ts); }

template <class> using AnyFor = Any;

template <class T, class... Parameters, class Function>
Operation declare_with_defaults(Types<Parameters...> parameters, Operation operation,
                                Function function) {
    return declare_with<T>(parameters, std::move(operation), std::move(function),
                           AnyFor<Parameters>()...);
}

/// The operation that calls `function` on a `T`, with arguments from the generators: an `rc::Gen`
/// or contend::any for each parameter, or none at all, which means the default for each.
template <class T, class Function, class... Generators>
Operation declare(std::string name, Phase phase, Function function, Generators... generators) {
    constexpr bool are_generators =
        (!std::is_void_v<typename GeneratedBy<Generators>::Type> && ...);
    static_assert(are_generators,
                  "contend takes rc::Gen<...> or contend::any as generators of arguments");
    Operation operation;
    operation.name = std::move(name);
    operation.phase = phase;
    if constexpr (are_generators) {
        using List =
            typename ParametersFrom<Function, Signature<Function>::known, Generators...>::List;
        constexpr std::size_t parameters = count(List());
        constexpr bool fits = sizeof...(Generators) == parameters || sizeof...(Generators) == 0;
        static_assert(fits,
                      "contend needs as many generators as the operation has parameters "
                      "(contend::any stands for the default one), or none");
        if constexpr (sizeof...(Generators) == parameters) {
            return declare_with<T>(List(), std::move(operation), std::move(function),
                                   std::move(generators)...);
        } else if constexpr (fits) {
            return declare_with_defaults<T>(List(), std::move(operation), std::move(function));
        }
    }
    return operation;
}

}  // namespace contend::scenario
