#pragma once

#include <memory>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace contend::scenario {

/// How a subject is made and destroyed: every execution gets a fresh one. Immutable; copies share
/// the factory.
class Construction {
public:
    /// No way; create() must not be called.
    Construction() = default;

    /// `new T()`, or no way if `T` has no default constructor that contend may call.
    template <class T> static Construction by_default();

    /// What `factory()` returns: a `T` (which need not be movable), a `std::unique_ptr` that
    /// converts to `std::unique_ptr<T>`, or a `T*` to be deleted. The factory is called from
    /// processes and threads of contend's choosing, so it must not depend on being called only
    /// once.
    template <class T, class Factory> static Construction by(Factory factory);

    bool possible() const { return create_ != nullptr; }

    /// A fresh subject. What the user's code throws comes out; a null pointer from the factory is
    /// std::invalid_argument.
    void* create() const { return create_(closure_.get()); }

    void destroy(void* subject) const { destroy_(subject); }

private:
    template <class T> static void destroy_as(void* subject) { delete static_cast<T*>(subject); }

    void* (*create_)(const void* closure) = nullptr;
    void (*destroy_)(void* subject) = nullptr;
    std::shared_ptr<const void> closure_;
};

/// What a factory's result is turned into: a pointer that the caller owns.
template <class T> T* released(T* made) { return made; }
template <class T> T* released(std::unique_ptr<T> made) { return made.release(); }

template <class T> Construction Construction::by_default() {
    Construction construction;
    if constexpr (std::is_default_constructible_v<T>) {
        construction.create_ = [](const void*) -> void* { return new T(); };
        construction.destroy_ = destroy_as<T>;
    }
    return construction;
}

template <class T, class Factory> Construction Construction::by(Factory factory) {
    static_assert(
        std::is_invocable_v<const Factory&>,
        "contend cannot construct the subject: .construct(factory) takes something that is "
        "called without arguments, and is not a mutable lambda");
    using Made = std::invoke_result_t<const Factory&>;
    constexpr bool is_value = std::is_same_v<std::remove_cv_t<Made>, T>;
    static_assert(
        is_value || std::is_convertible_v<Made, T*> ||
            std::is_convertible_v<Made, std::unique_ptr<T>>,
        "contend cannot construct the subject: the factory given to .construct must return T, "
        "std::unique_ptr<T> or T*");
    Construction construction;
    construction.closure_ = std::make_shared<const Factory>(std::move(factory));
    construction.destroy_ = destroy_as<T>;
    construction.create_ = [](const void* closure) -> void* {
        const Factory& make = *static_cast<const Factory*>(closure);
        if constexpr (std::is_same_v<std::remove_cv_t<Made>, T>) {
            return new T(make());
        } else {
            T* const subject = released<T>(make());
            if (subject == nullptr) {
                throw std::invalid_argument(
                    "the factory given to .construct returned a null pointer");
            }
            return subject;
        }
    };
    return construction;
}

}  // namespace contend::scenario
