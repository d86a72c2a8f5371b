#pragma once

#include <string>

namespace contend::scenario {

/// The value of one argument, of any type. Immutable, so that copies share it.
class Value {
public:
    Value() = default;

    /// The value. `T` must be the type it was made from.
    template <class T> const T& get() const;

    /// The value for people: `3`, `"a"`, `[1, 2]`.
    std::string text() const;

    /// The value for tokens.
    std::string stored() const;

    /// Whether stored() is the state of the generator that made the value, because its type cannot be written.
    bool stored_as_generator_state() const;

    friend bool operator==(const Value& left, const Value& right);
};

}  // namespace contend::scenario
