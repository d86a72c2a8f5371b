#pragma once

#include <contend/base/random.hpp>
#include <contend/scenario/text.hpp>

#include <chrono>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

/// Results as numbers: equal results give equal ones, and different ones collide with probability
/// 2^-64. Numbers of different types that are equal count as equal, as in `==`.
namespace contend::scenario {

/// How `T` is made a number of; `possible = false` if it is not. Pointers, smart ones too, are no more
/// than null or not: addresses differ between executions, and what they lead to may be shared.
template <class T, class = void> struct Digest {
    static constexpr bool possible = false;
};

template <class T> inline constexpr bool is_digestible = Digest<T>::possible;

template <class T> std::uint64_t digest_of(const T& value) { return Digest<T>::of(value); }

inline std::uint64_t digest_of_bytes(std::string_view bytes) {
    std::uint64_t digest = base::mix(bytes.size());
    for (const char byte : bytes) digest = base::mix(digest ^ static_cast<unsigned char>(byte));
    return digest;
}

template <class T> struct Digest<T, std::enable_if_t<std::is_integral_v<T> || std::is_enum_v<T>>> {
    static constexpr bool possible = true;
    static std::uint64_t of(T value) {
        return base::mix(static_cast<std::uint64_t>(static_cast<long long>(value)));
    }
};

template <class T> struct Digest<T, std::enable_if_t<std::is_floating_point_v<T>>> {
    static constexpr bool possible = true;
    static std::uint64_t of(T value) {
        const double number = value == T{} ? 0.0 : static_cast<double>(value);  // -0 == 0
        std::uint64_t bits = 0;
        std::memcpy(&bits, &number, sizeof bits);
        return base::mix(bits);
    }
};

template <class T>
struct Digest<T, std::enable_if_t<std::is_pointer_v<T> || std::is_same_v<T, std::nullptr_t>>> {
    static constexpr bool possible = true;
    static std::uint64_t of(T value) { return base::mix(value == nullptr ? 0 : 1); }
};

template <class T, class Deleter> struct Digest<std::unique_ptr<T, Deleter>> {
    static constexpr bool possible = true;
    static std::uint64_t of(const std::unique_ptr<T, Deleter>& value) {
        return base::mix(value == nullptr ? 0 : 1);
    }
};

template <class T> struct Digest<std::shared_ptr<T>> {
    static constexpr bool possible = true;
    static std::uint64_t of(const std::shared_ptr<T>& value) {
        return base::mix(value == nullptr ? 0 : 1);
    }
};

template <> struct Digest<std::string> {
    static constexpr bool possible = true;
    static std::uint64_t of(const std::string& value) { return digest_of_bytes(value); }
};

template <> struct Digest<std::string_view> {
    static constexpr bool possible = true;
    static std::uint64_t of(std::string_view value) { return digest_of_bytes(value); }
};

template <class T> struct Digest<std::optional<T>> {
    static constexpr bool possible = is_digestible<std::remove_cv_t<T>>;
    static std::uint64_t of(const std::optional<T>& value) {
        return value ? base::mix(Digest<std::remove_cv_t<T>>::of(*value) + 1) : base::mix(2);
    }
};

template <class... Ts> struct Digest<std::tuple<Ts...>> {
    static constexpr bool possible = (is_digestible<std::decay_t<Ts>> && ...);
    static std::uint64_t of(const std::tuple<Ts...>& value) {
        std::uint64_t digest = sizeof...(Ts);
        std::apply(
            [&digest](const Ts&... element) {
                ((digest = base::mix(digest ^ Digest<std::decay_t<Ts>>::of(element))), ...);
            },
            value);
        return digest;
    }
};

template <class A, class B> struct Digest<std::pair<A, B>> {
    static constexpr bool possible =
        is_digestible<std::decay_t<A>> && is_digestible<std::decay_t<B>>;
    static std::uint64_t of(const std::pair<A, B>& value) {
        return base::mix(base::mix(Digest<std::decay_t<A>>::of(value.first)) ^
                         Digest<std::decay_t<B>>::of(value.second));
    }
};

template <class... Ts> struct Digest<std::variant<Ts...>> {
    static constexpr bool possible = (is_digestible<Ts> && ...);
    static std::uint64_t of(const std::variant<Ts...>& value) {
        if (value.valueless_by_exception()) return 0;
        const std::uint64_t alternative = base::mix(value.index());
        return std::visit(
            [alternative](const auto& held) {
                return base::mix(alternative ^ Digest<std::decay_t<decltype(held)>>::of(held));
            },
            value);
    }
};

namespace traits {
template <class T, class = void> inline constexpr bool is_hashed = false;
template <class T> inline constexpr bool is_hashed<T, std::void_t<typename T::hasher>> = true;
}  // namespace traits

/// Anything with begin() and end(), element by element. Of hashed containers, whose order says
/// nothing, the sum.
template <class T>
struct Digest<T, std::enable_if_t<std::is_class_v<T> && traits::is_range<T> &&
                                  !std::is_same_v<T, std::string_view>>> {
    using Element = std::decay_t<decltype(*std::begin(std::declval<const T&>()))>;
    static constexpr bool possible = [] {
        if constexpr (std::is_same_v<Element, T>) {
            return false;
        } else {
            return is_digestible<Element>;
        }
    }();
    static std::uint64_t of(const T& value) {
        std::uint64_t digest = 0;
        std::uint64_t sum = 0;
        for (auto&& element : value) {
            const std::uint64_t own = base::mix(Digest<Element>::of(element));
            digest = base::mix(digest ^ own) + 1;
            sum += own;
        }
        return traits::is_hashed<T> ? sum : digest;
    }
};

/// What a type prints, where nothing better is known of it.
template <class T>
struct Digest<
    T, std::enable_if_t<std::is_class_v<T> && traits::is_custom<T> && !traits::is_range<T>>> {
    static constexpr bool possible = true;
    static std::uint64_t of(const T& value) { return digest_of_bytes(text_of(value)); }
};

template <class Rep, class Period> struct Digest<std::chrono::duration<Rep, Period>> {
    static constexpr bool possible = is_digestible<Rep>;
    static std::uint64_t of(const std::chrono::duration<Rep, Period>& value) {
        return Digest<Rep>::of(value.count());
    }
};

}  // namespace contend::scenario
