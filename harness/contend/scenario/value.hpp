#pragma once

#include <contend/base/check.hpp>
#include <contend/scenario/generator_state.hpp>
#include <contend/scenario/stored.hpp>
#include <contend/scenario/text.hpp>

#include <memory>
#include <optional>
#include <string>
#include <typeinfo>
#include <utility>

namespace contend::scenario {

/// The value of one argument, of any type that can be copied and printed. Immutable, so that copies
/// share it.
///
/// A value has two texts. text() is for people. stored() is for tokens, and has two forms: the
/// value itself, written by the codec of its type (see Stored), or, where there is none, the state
/// of the generator that made it (see GeneratorState). The first survives every change of the
/// generators, the second does not.
class Value {
public:
    /// No value; all it can do is be assigned to and compared.
    Value() = default;

    /// `state` says how to make the value again; it may be missing only if the value can be
    /// written.
    template <class T> static Value of(T value, std::optional<GeneratorState> state = std::nullopt);

    bool empty() const { return holder_ == nullptr; }

    /// The value. Aborts unless `T` is the very type it was made from.
    template <class T> const T& get() const;

    /// The value for people: `3`, `"a"`, `[1, 2]`.
    std::string text() const { return empty() ? "" : holder_->text(); }

    /// The value for tokens, in the alphabet of atoms.hpp.
    std::string stored() const;

    /// Whether stored() is generator state.
    bool stored_as_generator_state() const { return !empty() && !holder_->written(); }

    const std::type_info& type() const { return empty() ? typeid(void) : holder_->type(); }

    /// Equal values have the same type and the same stored form. Two values stored as generator
    /// state are equal only if they were generated in the same way.
    friend bool operator==(const Value& left, const Value& right) {
        return left.holder_ == right.holder_ ||
               (left.type() == right.type() && left.stored() == right.stored());
    }
    friend bool operator!=(const Value& left, const Value& right) { return !(left == right); }

private:
    struct Holder {
        explicit Holder(std::optional<GeneratorState> made_by) : state(std::move(made_by)) {}
        virtual ~Holder() = default;
        virtual const std::type_info& type() const = 0;
        virtual const void* address() const = 0;
        virtual std::string text() const = 0;
        virtual std::optional<std::string> written() const = 0;  ///< nothing: it cannot be

        const std::optional<GeneratorState> state;
    };

    template <class T> struct HolderOf;

    std::shared_ptr<const Holder> holder_;
};

template <class T> struct Value::HolderOf final : Value::Holder {
    HolderOf(T object, std::optional<GeneratorState> made_by)
        : Holder(std::move(made_by)), value(std::move(object)) {}

    const std::type_info& type() const override { return typeid(T); }
    const void* address() const override { return std::addressof(value); }
    std::string text() const override { return text_of(value); }
    std::optional<std::string> written() const override {
        if constexpr (is_stored_as_value<T>) {
            return write_stored(value);
        } else {
            return std::nullopt;
        }
    }

    const T value;
};

template <class T> Value Value::of(T value, std::optional<GeneratorState> state) {
    Value made;
    made.holder_ = std::make_shared<const HolderOf<T>>(std::move(value), std::move(state));
    return made;
}

template <class T> const T& Value::get() const {
    CONTEND_CHECK(type() == typeid(T));
    return *static_cast<const T*>(holder_->address());
}

inline std::string Value::stored() const {
    if (empty()) return "";
    if (const std::optional<std::string> written = holder_->written()) return *written;
    const std::optional<GeneratorState>& state = holder_->state;
    return state ? encode(*state) : unknown_generator_state;
}

}  // namespace contend::scenario
