#pragma once

#include <contend/base/result.hpp>
#include <contend/scenario/error.hpp>
#include <contend/scenario/generator_state.hpp>
#include <contend/scenario/type_name.hpp>
#include <contend/scenario/value.hpp>

#include <rapidcheck.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <typeinfo>
#include <utility>
#include <vector>

namespace contend::scenario {

/// One parameter of an operation, with the type of its arguments erased.
struct Parameter {
    std::string type;  ///< of the arguments, for messages
    const std::type_info* type_info = nullptr;

    /// Makes arguments. Each carries the GeneratorState by which decode() can make it again, and
    /// its shrinks carry theirs.
    rc::Gen<Value> generator;

    /// The argument with this stored form. The error is a clause: "'x' is not a number in 0..255".
    std::function<base::Result<Value>(std::string_view stored)> decode;
};

/// The parameter whose arguments are of type `T` and come from `generator`.
template <class T> Parameter make_parameter(rc::Gen<T> generator);

/// `tree` with each value wrapped, and told the path that leads to it.
template <class T> rc::Shrinkable<Value> with_state(rc::Shrinkable<T> tree, GeneratorState state) {
    return rc::shrinkable::lambda(
        [tree, state] { return Value::of<T>(tree.value(), state); },
        [tree, state] {
            return rc::seq::map(tree.shrinks(), [state, index = std::uint32_t{0}](
                                                    rc::Shrinkable<T> shrink) mutable {
                GeneratorState down = state;
                down.path.push_back(index++);
                return with_state<T>(std::move(shrink), std::move(down));
            });
        });
}

/// The value that `generator` made in this state. Its code may have changed since: then the path
/// may lead nowhere.
template <class T>
base::Result<Value> generate_again(const rc::Gen<T>& generator, const GeneratorState& state) {
    try {
        const std::vector<std::size_t> path(state.path.begin(), state.path.end());
        const rc::Shrinkable<T> root =
            generator(rc::Random(state.seed), static_cast<int>(state.size));
        const rc::Maybe<rc::Shrinkable<T>> node = rc::shrinkable::walkPath(root, path);
        if (node) return Value::of<T>(node->value(), state);
    } catch (const rc::GenerationFailure&) {
        return error("the generator does not make any value from this state");
    } catch (const std::exception& failure) {
        return error(std::string("the generator failed: ") + failure.what());
    }
    return error("the generator has changed: it does not make this value any more");
}

template <class T>
base::Result<Value> decode_argument(const rc::Gen<T>& generator, std::string_view stored) {
    if constexpr (is_stored_as_value<T>) {
        if (stored.empty() || stored[0] != generator_state_mark) {
            std::string why;
            std::optional<T> value = read_stored<T>(stored, why);
            if (value) return Value::of<T>(std::move(*value));
            return error(why);
        }
    }
    const base::Result<GeneratorState> state = decode_generator_state(stored);
    if (!state) return state.error();
    return generate_again(generator, *state);
}

template <class T> Parameter make_parameter(rc::Gen<T> generator) {
    const auto generate = [generator](const rc::Random& random, int size) {
        GeneratorState state;
        state.seed = rc::Random(random).next();
        state.size =
            static_cast<std::uint32_t>(std::clamp(size, 0, static_cast<int>(generator_size_max)));
        const rc::Random again(state.seed);
        return with_state<T>(generator(again, static_cast<int>(state.size)), state);
    };
    return {type_name<T>(), &typeid(T), generate,
            [generator](std::string_view stored) { return decode_argument<T>(generator, stored); }};
}

}  // namespace contend::scenario
