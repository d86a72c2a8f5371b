#pragma once

#include <contend/scenario/digest.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace contend::scenario {

/// What there is to know of an object for what it will answer: two with equal states behave alike.
/// Immutable; copies share the function.
class State {
public:
    /// Not known.
    State() = default;

    /// What `function(const T&)` returns.
    template <class T, class Function> static State by(Function function);

    /// What the member function `state()` of a model returns, if it has one.
    template <class T> static State by_default();

    std::optional<std::uint64_t> of(const void* object) const {
        if (digest_ == nullptr) return std::nullopt;
        return digest_(closure_.get(), object);
    }

private:
    std::uint64_t (*digest_)(const void* closure, const void* object) = nullptr;
    std::shared_ptr<const void> closure_;
};

template <class T, class Function> State State::by(Function function) {
    using Told = std::decay_t<std::invoke_result_t<const Function&, const T&>>;
    static_assert(is_digestible<Told>,
                  "contend cannot compare such states: the function given to .state must return a "
                  "number, a string, a container of such, or something that can be printed");
    State state;
    state.closure_ = std::make_shared<const Function>(std::move(function));
    state.digest_ = [](const void* closure, const void* object) {
        return Digest<Told>::of(
            std::invoke(*static_cast<const Function*>(closure), *static_cast<const T*>(object)));
    };
    return state;
}

namespace traits {
template <class T, class = void> inline constexpr bool has_state = false;
template <class T>
inline constexpr bool has_state<T, std::void_t<decltype(std::declval<const T&>().state())>> = true;
}  // namespace traits

template <class T> State State::by_default() {
    if constexpr (traits::has_state<T>) {
        return by<T>([](const T& object) -> decltype(auto) { return object.state(); });
    } else {
        return {};
    }
}

}  // namespace contend::scenario
