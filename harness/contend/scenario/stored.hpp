#pragma once

#include <contend/scenario/atoms.hpp>

#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <istream>
#include <limits>
#include <locale>
#include <optional>
#include <ostream>
#include <sstream>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

/// How argument values of each type are written into tokens, and read back.
namespace contend::scenario {

/// The codec of `T`. The primary template is for types that cannot be written: their values are
/// stored as generator state instead (see Value).
///
/// A codec has `as_value = true` and two functions: `write` appends the atoms of a value, `read`
/// takes as many and fails, through the reader, on anything that `write` does not produce. There
/// are codecs for arithmetic types, enumerations (by number), std::string, std::pair, std::tuple,
/// std::optional, std::vector, std::array and std::chrono::duration of such, and for every type
/// with `operator<<` and `operator>>`.
template <class T, class = void> struct Stored {
    static constexpr bool as_value = false;
};

/// Whether `T` has a codec, and its parts have.
template <class T> inline constexpr bool is_stored_as_value = Stored<T>::as_value;

/// The atoms of `value`; nothing if reading them would not give the value back, which only a type's
/// own streaming operators can cause.
template <class T> std::optional<std::string> write_stored(const T& value) {
    AtomWriter out;
    Stored<T>::write(value, out);
    if (out.failed()) return std::nullopt;
    return out.result();
}

/// The value that `stored` holds, all of it, or nothing and `error` set to a clause that says why.
template <class T> std::optional<T> read_stored(std::string_view stored, std::string& error) {
    AtomReader in(stored);
    std::optional<T> value = Stored<T>::read(in);
    if (value && in.finish()) return value;
    error = in.error();
    return std::nullopt;
}

template <> struct Stored<bool> {
    static constexpr bool as_value = true;
    static void write(bool value, AtomWriter& out) { out.word(value ? "true" : "false"); }
    static std::optional<bool> read(AtomReader& in) {
        std::string word;
        if (!in.word(word)) return std::nullopt;
        if (word == "true" || word == "false") return word == "true";
        in.fail(quoted_for_message(word) + " is neither true nor false");
        return std::nullopt;
    }
};

template <class T>
struct Stored<T, std::enable_if_t<std::is_integral_v<T> && sizeof(T) <= sizeof(long long)>> {
    static constexpr bool as_value = true;
    static void write(T value, AtomWriter& out) {
        if constexpr (std::is_signed_v<T>) {
            out.signed_number(static_cast<long long>(value));
        } else {
            out.unsigned_number(static_cast<unsigned long long>(value));
        }
    }
    static std::optional<T> read(AtomReader& in) {
        using Limits = std::numeric_limits<T>;
        if constexpr (std::is_signed_v<T>) {
            long long number = 0;
            if (!in.signed_number(Limits::min(), Limits::max(), number)) return std::nullopt;
            return static_cast<T>(number);
        } else {
            unsigned long long number = 0;
            if (!in.unsigned_number(Limits::max(), number)) return std::nullopt;
            return static_cast<T>(number);
        }
    }
};

template <class T> struct Stored<T, std::enable_if_t<std::is_floating_point_v<T>>> {
    static constexpr bool as_value = true;
    static void write(T value, AtomWriter& out) {
        out.real_number(static_cast<long double>(value), std::numeric_limits<T>::max_digits10);
    }
    static std::optional<T> read(AtomReader& in) {
        long double number = 0;
        if (!in.real_number(number)) return std::nullopt;
        // Compared after rounding: the largest float, in decimal, is a little more than itself.
        const T rounded = static_cast<T>(number);
        if (std::isfinite(number) && !std::isfinite(rounded)) {
            in.fail("the number is out of range");
            return std::nullopt;
        }
        return rounded;
    }
};

template <class T> struct Stored<T, std::enable_if_t<std::is_enum_v<T>>> {
    using Number = std::underlying_type_t<T>;
    static constexpr bool as_value = true;
    static void write(T value, AtomWriter& out) {
        Stored<Number>::write(static_cast<Number>(value), out);
    }
    static std::optional<T> read(AtomReader& in) {
        const std::optional<Number> number = Stored<Number>::read(in);
        if (!number) return std::nullopt;
        return static_cast<T>(*number);
    }
};

template <> struct Stored<std::string> {
    static constexpr bool as_value = true;
    static void write(const std::string& value, AtomWriter& out) { out.text(value); }
    static std::optional<std::string> read(AtomReader& in) {
        std::string value;
        if (!in.text(value)) return std::nullopt;
        return value;
    }
};

template <class Rep, class Period> struct Stored<std::chrono::duration<Rep, Period>> {
    using Duration = std::chrono::duration<Rep, Period>;
    static constexpr bool as_value = is_stored_as_value<Rep>;
    static void write(const Duration& value, AtomWriter& out) {
        Stored<Rep>::write(value.count(), out);
    }
    static std::optional<Duration> read(AtomReader& in) {
        const std::optional<Rep> count = Stored<Rep>::read(in);
        if (!count) return std::nullopt;
        return Duration(*count);
    }
};

/// A flag, then the value if there is one.
template <class T> struct Stored<std::optional<T>> {
    static constexpr bool as_value = is_stored_as_value<T>;
    static void write(const std::optional<T>& value, AtomWriter& out) {
        Stored<bool>::write(value.has_value(), out);
        if (value) Stored<T>::write(*value, out);
    }
    static std::optional<std::optional<T>> read(AtomReader& in) {
        const std::optional<bool> present = Stored<bool>::read(in);
        if (!present) return std::nullopt;
        if (!*present) return std::optional<std::optional<T>>(std::in_place);
        std::optional<T> value = Stored<T>::read(in);
        if (!value) return std::nullopt;
        return std::optional<std::optional<T>>(std::in_place, std::move(value));
    }
};

/// The number of elements, then each.
template <class T, class Allocator> struct Stored<std::vector<T, Allocator>> {
    using Vector = std::vector<T, Allocator>;
    static constexpr bool as_value = is_stored_as_value<T>;
    static constexpr unsigned long long elements_max = 1u << 20;

    static void write(const Vector& value, AtomWriter& out) {
        out.unsigned_number(value.size());
        for (auto&& element : value) Stored<T>::write(static_cast<const T&>(element), out);
    }
    static std::optional<Vector> read(AtomReader& in) {
        unsigned long long size = 0;
        if (!in.unsigned_number(elements_max, size)) return std::nullopt;
        Vector value;
        // Not reserved: a damaged size must not become a huge allocation.
        for (unsigned long long i = 0; i < size; ++i) {
            std::optional<T> element = Stored<T>::read(in);
            if (!element) return std::nullopt;
            value.push_back(std::move(*element));
        }
        return value;
    }
};

template <class... Ts> struct Stored<std::tuple<Ts...>> {
    using Tuple = std::tuple<Ts...>;
    static constexpr bool as_value = (is_stored_as_value<Ts> && ...);
    static void write(const Tuple& value, AtomWriter& out) {
        std::apply([&](const Ts&... element) { (Stored<Ts>::write(element, out), ...); }, value);
    }
    static std::optional<Tuple> read(AtomReader& in) {
        // The braces, not a call, make the elements be read from left to right.
        std::tuple<std::optional<Ts>...> elements{Stored<Ts>::read(in)...};
        return std::apply(
            [](std::optional<Ts>&... element) -> std::optional<Tuple> {
                if (!(element.has_value() && ...)) return std::nullopt;
                return std::optional<Tuple>(std::in_place, std::move(*element)...);
            },
            elements);
    }
};

template <class First, class Second> struct Stored<std::pair<First, Second>> {
    using Pair = std::pair<First, Second>;
    static constexpr bool as_value = is_stored_as_value<First> && is_stored_as_value<Second>;
    static void write(const Pair& value, AtomWriter& out) {
        Stored<First>::write(value.first, out);
        Stored<Second>::write(value.second, out);
    }
    static std::optional<Pair> read(AtomReader& in) {
        std::optional<First> first = Stored<First>::read(in);
        if (!first) return std::nullopt;
        std::optional<Second> second = Stored<Second>::read(in);
        if (!second) return std::nullopt;
        return Pair(std::move(*first), std::move(*second));
    }
};

template <class T, std::size_t Size> struct Stored<std::array<T, Size>> {
    using Array = std::array<T, Size>;
    static constexpr bool as_value = is_stored_as_value<T> && std::is_default_constructible_v<T>;
    static void write(const Array& value, AtomWriter& out) {
        for (const T& element : value) Stored<T>::write(element, out);
    }
    static std::optional<Array> read(AtomReader& in) {
        Array value{};
        for (T& slot : value) {
            std::optional<T> element = Stored<T>::read(in);
            if (!element) return std::nullopt;
            slot = std::move(*element);
        }
        return value;
    }
};

/// The types above, whose parts decide. The user's operators for such a type, if any, are not
/// looked at.
template <class T> inline constexpr bool is_composite = false;
template <class T> inline constexpr bool is_composite<std::optional<T>> = true;
template <class T, class Allocator>
inline constexpr bool is_composite<std::vector<T, Allocator>> = true;
template <class... Ts> inline constexpr bool is_composite<std::tuple<Ts...>> = true;
template <class A, class B> inline constexpr bool is_composite<std::pair<A, B>> = true;
template <class T, std::size_t Size> inline constexpr bool is_composite<std::array<T, Size>> = true;
template <class Rep, class Period>
inline constexpr bool is_composite<std::chrono::duration<Rep, Period>> = true;

/// Whether `T` is a class that streams out and in, and so may be stored through its own text.
template <class T, class = void> inline constexpr bool is_streamed = false;
template <class T>
inline constexpr bool
    is_streamed<T, std::void_t<decltype(std::declval<std::ostream&>() << std::declval<const T&>()),
                               decltype(std::declval<std::istream&>() >> std::declval<T&>())>> =
        std::is_class_v<T> && std::is_default_constructible_v<T> && !is_composite<T>;

template <class T, class = void> inline constexpr bool is_equality_comparable = false;
template <class T>
inline constexpr bool
    is_equality_comparable<T, std::void_t<decltype(static_cast<bool>(
                                  std::declval<const T&>() == std::declval<const T&>()))>> = true;

/// Through the type's own operators. That they are each other's inverse is no more than a hope
/// (operator<< is often meant for people), so every value written is read back and compared.
template <class T> struct Stored<T, std::enable_if_t<is_streamed<T>>> {
    static constexpr bool as_value = true;

    static void write(const T& value, AtomWriter& out) {
        const std::string bytes = print(value);
        const std::optional<T> again = parse(bytes);
        if (!again || !same(value, *again, bytes)) return out.fail();
        out.text(bytes);
    }

    static std::optional<T> read(AtomReader& in) {
        std::string bytes;
        if (!in.text(bytes)) return std::nullopt;
        std::optional<T> value = parse(bytes);
        if (!value)
            in.fail(quoted_for_message(bytes) + " is not what the type's operator>> accepts");
        return value;
    }

private:
    static bool same(const T& value, const T& again, const std::string& bytes) {
        if constexpr (is_equality_comparable<T>) {
            if (!static_cast<bool>(value == again)) return false;
        }
        return print(again) == bytes;
    }

    static std::string print(const T& value) {
        std::ostringstream out;
        out.imbue(std::locale::classic());
        out.precision(std::numeric_limits<long double>::max_digits10);
        out << value;
        return out.str();
    }

    // The operators are the user's code: whatever they throw means that this text is not a value.
    static std::optional<T> parse(const std::string& bytes) {
        try {
            std::istringstream in(bytes);
            in.imbue(std::locale::classic());
            T value{};
            in >> value;
            if (in.fail() || in.peek() != std::istringstream::traits_type::eof())
                return std::nullopt;
            return value;
        } catch (...) {
            return std::nullopt;
        }
    }
};

}  // namespace contend::scenario
