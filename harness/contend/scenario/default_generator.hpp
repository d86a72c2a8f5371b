#pragma once

#include <contend/scenario/stored.hpp>

#include <rapidcheck.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

/// Which arguments an operation gets when its user says nothing: few different ones.
///
/// Two operations on different keys of a container rarely meet; on the same key they do. So the
/// domains are as small as can show a difference: 0..3 for integers, "a".."c" for strings, at most
/// two elements in a vector. They do not grow with RapidCheck's size. A type of the user's own gets
/// what its rc::Arbitrary specialisation generates.
namespace contend::scenario {

template <class T> inline constexpr bool always_false = false;

/// One of `values`, each equally likely; shrinks towards the first.
template <class T> rc::Gen<T> choose(std::vector<T> values) {
    const auto shared = std::make_shared<const std::vector<T>>(std::move(values));
    return [shared](const rc::Random& random, int) {
        const auto index = static_cast<std::size_t>(rc::Random(random).next() % shared->size());
        return rc::shrinkable::map(
            rc::shrinkable::shrinkRecur(
                index, [](std::size_t from) { return rc::shrink::towards<std::size_t>(from, 0); }),
            [shared](std::size_t chosen) { return T((*shared)[chosen]); });
    };
}

/// What rc::Arbitrary<T> generates. If there is none, the compiler's message names this function,
/// which is all that C++17 lets us say; see the end of this file for what C++20 does.
template <class T> rc::Gen<T> contend_cannot_generate_arguments_unless_rapidcheck_can() {
    return rc::gen::arbitrary<T>();
}

/// The default generator of `T`. This one is for types that contend knows nothing of.
template <class T, class = void> struct DefaultGenerator {
    static rc::Gen<T> make() {
        return contend_cannot_generate_arguments_unless_rapidcheck_can<T>();
    }
};

template <class T> rc::Gen<T> default_generator() { return DefaultGenerator<T>::make(); }

template <class T> struct DefaultGenerator<T, std::enable_if_t<std::is_arithmetic_v<T>>> {
    static rc::Gen<T> make() {
        if constexpr (std::is_same_v<T, bool>) {
            return choose<bool>({false, true});
        } else if constexpr (std::is_same_v<T, char>) {
            return choose<char>({'a', 'b', 'c'});
        } else if constexpr (std::is_integral_v<T>) {
            return choose<T>({T(0), T(1), T(2), T(3)});
        } else {
            return choose<T>({T(0), T(1), T(2)});
        }
    }
};

template <> struct DefaultGenerator<std::string> {
    static rc::Gen<std::string> make() { return choose<std::string>({"a", "b", "c"}); }
};

template <class Rep, class Period> struct DefaultGenerator<std::chrono::duration<Rep, Period>> {
    using Duration = std::chrono::duration<Rep, Period>;
    static rc::Gen<Duration> make() {
        return rc::gen::map(default_generator<Rep>(),
                            [](const Rep& count) { return Duration(count); });
    }
};

template <class T> struct DefaultGenerator<std::optional<T>> {
    static rc::Gen<std::optional<T>> make() {
        return rc::gen::map(rc::gen::maybe(default_generator<T>()), [](rc::Maybe<T> value) {
            return value ? std::optional<T>(std::move(*value)) : std::optional<T>();
        });
    }
};

template <class T, class Allocator> struct DefaultGenerator<std::vector<T, Allocator>> {
    static constexpr int elements_max = 2;
    // RapidCheck's size bounds the length of a container; it reaches the elements too, whose own
    // default takes no notice of it.
    static rc::Gen<std::vector<T, Allocator>> make() {
        return rc::gen::resize(
            elements_max, rc::gen::container<std::vector<T, Allocator>>(default_generator<T>()));
    }
};

template <class T, std::size_t Size> struct DefaultGenerator<std::array<T, Size>> {
    static rc::Gen<std::array<T, Size>> make() {
        return rc::gen::container<std::array<T, Size>>(default_generator<T>());
    }
};

template <class... Ts> struct DefaultGenerator<std::tuple<Ts...>> {
    static rc::Gen<std::tuple<Ts...>> make() { return rc::gen::tuple(default_generator<Ts>()...); }
};

template <class First, class Second> struct DefaultGenerator<std::pair<First, Second>> {
    static rc::Gen<std::pair<First, Second>> make() {
        return rc::gen::pair(default_generator<First>(), default_generator<Second>());
    }
};

}  // namespace contend::scenario

// RapidCheck instantiates DefaultArbitrary<T> exactly when nobody has specialised rc::Arbitrary<T>,
// and its own version stops with "No Arbitrary specialization for type T" and a page of templates.
// There is no way to ask first: naming rc::Arbitrary<T> is already the error. But where concepts
// exist, a more specialised version can say it in our words. It is never reached by a program that
// compiles.
#if defined(__cpp_concepts) && __cpp_concepts >= 201907L
namespace rc::gen::detail {
template <class T>
    requires(!std::is_integral_v<T>)
struct DefaultArbitrary<T> {
    static_assert(
        contend::scenario::always_false<T>,
        "contend cannot generate arguments of type T of this operation: give it a generator for "
        "each parameter, .operation(name, function, generators...), or specialise "
        "rc::Arbitrary<T>");
    static Gen<T> arbitrary();
};
}  // namespace rc::gen::detail
#endif
