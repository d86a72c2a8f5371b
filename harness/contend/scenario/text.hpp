#pragma once

#include <chrono>
#include <cstddef>
#include <iterator>
#include <limits>
#include <locale>
#include <memory>
#include <optional>
#include <ostream>
#include <ratio>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

/// Values as people read them: `3`, `true`, `'a'`, `"key 1"`, `(1, 2)`, `[1, 2]`, `nullopt`, `3ms`.
///
/// The results of operations are turned into text in the middle of an execution, where what a
/// stream does inside (locales, reference counts) could become scheduling points. Types that are
/// ours to print go without streams.
namespace contend::scenario {

std::string text_of_signed(long long number);
std::string text_of_unsigned(unsigned long long number);
std::string text_of_real(long double number, int digits_max);
std::string text_of_address(const void* address);
/// In quotes, with whatever is not printable ASCII escaped.
std::string text_of_string(std::string_view text);
std::string text_of_character(char character);

/// How `T` is printed; `printable = false` if it is not. The order of the specialisations'
/// conditions is the order of preference: a user's `showValue` (RapidCheck's way) and `operator<<`
/// win over what is known of a class's shape.
template <class T, class = void> struct Text {
    static constexpr bool printable = false;
};

template <class T> inline constexpr bool is_printable = Text<T>::printable;

/// `value` as text.
template <class T> std::string text_of(const T& value) { return Text<T>::of(value); }

namespace traits {

template <class T, class = void> inline constexpr bool streams_out = false;
template <class T>
inline constexpr bool streams_out<
    T, std::void_t<decltype(std::declval<std::ostream&>() << std::declval<const T&>())>> = true;

// Found by argument-dependent lookup only: RapidCheck's own overloads are in a namespace that no
// user type brings in.
template <class T, class = void> inline constexpr bool has_show_value = false;
template <class T>
inline constexpr bool has_show_value<
    T, std::void_t<decltype(showValue(std::declval<const T&>(), std::declval<std::ostream&>()))>> =
    true;

template <class T, class = void> inline constexpr bool is_range = false;
template <class T>
inline constexpr bool is_range<T, std::void_t<decltype(std::begin(std::declval<const T&>())),
                                              decltype(std::end(std::declval<const T&>()))>> = true;

// The kinds of type whose printing is decided by what they are, not by which operators they have.
template <class T> inline constexpr bool is_known = std::is_arithmetic_v<T> || std::is_pointer_v<T>;
template <> inline constexpr bool is_known<std::nullptr_t> = true;
template <> inline constexpr bool is_known<std::string> = true;
template <> inline constexpr bool is_known<std::string_view> = true;
template <class T> inline constexpr bool is_known<std::optional<T>> = true;
template <class T, class D> inline constexpr bool is_known<std::unique_ptr<T, D>> = true;
template <class T> inline constexpr bool is_known<std::shared_ptr<T>> = true;
template <class A, class B> inline constexpr bool is_known<std::pair<A, B>> = true;
template <class... Ts> inline constexpr bool is_known<std::tuple<Ts...>> = true;
template <class R, class P> inline constexpr bool is_known<std::chrono::duration<R, P>> = true;

template <class T>
inline constexpr bool is_custom = !is_known<T> && (has_show_value<T> || streams_out<T>);

}  // namespace traits

template <class T> struct Text<T, std::enable_if_t<std::is_arithmetic_v<T>>> {
    static constexpr bool printable = true;
    static std::string of(T value) {
        if constexpr (std::is_same_v<T, bool>) {
            return value ? "true" : "false";
        } else if constexpr (std::is_same_v<T, char>) {
            return text_of_character(value);
        } else if constexpr (std::is_floating_point_v<T>) {
            return text_of_real(static_cast<long double>(value),
                                std::numeric_limits<T>::max_digits10);
        } else if constexpr (std::is_signed_v<T>) {
            return text_of_signed(static_cast<long long>(value));
        } else {
            return text_of_unsigned(static_cast<unsigned long long>(value));
        }
    }
};

template <> struct Text<std::string> {
    static constexpr bool printable = true;
    static std::string of(const std::string& value) { return text_of_string(value); }
};

template <> struct Text<std::string_view> {
    static constexpr bool printable = true;
    static std::string of(std::string_view value) { return text_of_string(value); }
};

template <> struct Text<std::nullptr_t> {
    static constexpr bool printable = true;
    static std::string of(std::nullptr_t) { return "nullptr"; }
};

/// The address and not what is there: reading it would be an access that the code under test did
/// not make.
template <class T>
struct Text<
    T, std::enable_if_t<std::is_pointer_v<T> && !std::is_function_v<std::remove_pointer_t<T>>>> {
    static constexpr bool printable = true;
    static std::string of(T value) {
        return value == nullptr ? "nullptr"
                                : text_of_address(const_cast<const void*>(
                                      static_cast<const volatile void*>(value)));
    }
};

/// What a type's own function prints.
template <class T> struct Text<T, std::enable_if_t<traits::is_custom<T>>> {
    static constexpr bool printable = true;
    static std::string of(const T& value) {
        std::ostringstream out;
        out.imbue(std::locale::classic());
        out << std::boolalpha;
        if constexpr (traits::has_show_value<T>) {
            showValue(value, out);
        } else {
            out << value;
        }
        return out.str();
    }
};

template <class T> struct Text<T, std::enable_if_t<std::is_enum_v<T> && !traits::is_custom<T>>> {
    static constexpr bool printable = true;
    static std::string of(T value) {
        return text_of(static_cast<std::underlying_type_t<T>>(value));
    }
};

/// Shown by its value, `&3`: whoever is handed it owns what it points to.
template <class T, class Deleter> struct Text<std::unique_ptr<T, Deleter>> {
    static constexpr bool printable = is_printable<std::remove_cv_t<T>>;
    static std::string of(const std::unique_ptr<T, Deleter>& value) {
        return value == nullptr ? "nullptr" : "&" + Text<std::remove_cv_t<T>>::of(*value);
    }
};

/// What it points to is shared, so it is not read, as for a plain pointer.
template <class T> struct Text<std::shared_ptr<T>> {
    static constexpr bool printable = true;
    static std::string of(const std::shared_ptr<T>& value) {
        return Text<const void*>::of(value.get());
    }
};

template <class T> struct Text<std::optional<T>> {
    static constexpr bool printable = is_printable<T>;
    static std::string of(const std::optional<T>& value) {
        return value ? text_of(*value) : "nullopt";
    }
};

template <class... Ts> struct Text<std::tuple<Ts...>> {
    static constexpr bool printable = (is_printable<std::decay_t<Ts>> && ...);
    static std::string of(const std::tuple<Ts...>& value) {
        std::string text;
        std::apply(
            [&text](const Ts&... element) {
                ((text += (text.empty() ? "" : ", ") + Text<std::decay_t<Ts>>::of(element)), ...);
            },
            value);
        return "(" + text + ")";
    }
};

template <class A, class B> struct Text<std::pair<A, B>> {
    static constexpr bool printable =
        is_printable<std::decay_t<A>> && is_printable<std::decay_t<B>>;
    static std::string of(const std::pair<A, B>& value) {
        return "(" + Text<std::decay_t<A>>::of(value.first) + ", " +
               Text<std::decay_t<B>>::of(value.second) + ")";
    }
};

template <class Rep, class Period> struct Text<std::chrono::duration<Rep, Period>> {
    static constexpr bool printable = is_printable<Rep>;
    static std::string of(const std::chrono::duration<Rep, Period>& value) {
        return text_of(value.count()) + unit();
    }

private:
    static std::string unit() {
        if constexpr (std::is_same_v<Period, std::nano>) return "ns";
        if constexpr (std::is_same_v<Period, std::micro>) return "us";
        if constexpr (std::is_same_v<Period, std::milli>) return "ms";
        if constexpr (std::is_same_v<Period, std::ratio<1>>) return "s";
        if constexpr (std::is_same_v<Period, std::ratio<60>>) return "min";
        if constexpr (std::is_same_v<Period, std::ratio<3600>>) return "h";
        return "[" + std::to_string(Period::num) + "/" + std::to_string(Period::den) + "]s";
    }
};

/// Anything with begin() and end(), element by element.
template <class T>
struct Text<T, std::enable_if_t<std::is_class_v<T> && traits::is_range<T> && !traits::is_known<T> &&
                                !traits::is_custom<T>>> {
    using Element = std::decay_t<decltype(*std::begin(std::declval<const T&>()))>;
    // A range of itself (a path of paths) would never end.
    static constexpr bool printable = [] {
        if constexpr (std::is_same_v<Element, T>) {
            return false;
        } else {
            return is_printable<Element>;
        }
    }();
    static std::string of(const T& value) {
        std::string text;
        for (auto&& element : value) {
            text += (text.empty() ? "" : ", ") + Text<Element>::of(element);
        }
        return "[" + text + "]";
    }
};

}  // namespace contend::scenario
