#pragma once

#include <contend/scenario/bound.hpp>
#include <contend/scenario/digest.hpp>
#include <contend/scenario/outline.hpp>
#include <contend/scenario/signature.hpp>
#include <contend/scenario/text.hpp>
#include <contend/scenario/value.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

/// A call as it is executed: the way from a Step to the user's function.
///
/// Two functions are on this way. Invocation::run reads the stored arguments. It is not
/// instrumented: at the granularity `access` the harness's own reads would be scheduling points,
/// and would mean nothing to anybody. perform() calls the user's function, which the compiler may
/// inline into it; so it *is* instrumented, and is never itself inlined into the other.
namespace contend::scenario {

/// Passing small arguments in registers saves the instrumented function from reading them.
template <class Parameter>
inline constexpr bool is_in_register =
    !std::is_reference_v<Parameter> && std::is_trivially_copyable_v<ArgumentOf<Parameter>> &&
    sizeof(ArgumentOf<Parameter>) <= 2 * sizeof(void*);

/// How an argument is handed from one function to the other. An aggregate: a constructor would be a
/// call, to an instrumented function.
template <class Parameter> struct Handed {
    using Holder = std::conditional_t<is_fresh<Parameter> || is_in_register<Parameter>,
                                      ArgumentOf<Parameter>, const ArgumentOf<Parameter>&>;
    Holder value;
};

/// Pointers and classes without state go by value, for the same reason; what has state is shared.
template <class Function>
using HandedFunction =
    std::conditional_t<std::is_pointer_v<Function> || std::is_member_pointer_v<Function> ||
                           std::is_empty_v<Function>,
                       const Function, const Function&>;

template <class Function, class T, class... Arguments>
[[gnu::always_inline]] inline decltype(auto) call_with(const Function& function, T&& subject,
                                                       Arguments&&... arguments) {
    if constexpr (std::is_member_pointer_v<Function>) {
        return (std::forward<T>(subject).*function)(std::forward<Arguments>(arguments)...);
    } else {
        return function(std::forward<T>(subject), std::forward<Arguments>(arguments)...);
    }
}

template <class T, class Function, class... Parameters>
[[gnu::always_inline]] inline decltype(auto) call_on(const Function& function, T& subject,
                                                     Passed<Parameters>... arguments) {
    constexpr SubjectAs as = subject_as<T, Function, Parameters...>();
    if constexpr (as == SubjectAs::pointer) {
        return call_with(function, std::addressof(subject),
                         static_cast<Passed<Parameters>>(arguments)...);
    } else if constexpr (as == SubjectAs::expiring) {
        return call_with(function, std::move(subject),
                         static_cast<Passed<Parameters>>(arguments)...);
    } else {
        return call_with(function, subject, static_cast<Passed<Parameters>>(arguments)...);
    }
}

template <class T, class Function, class... Parameters>
using ReturnedBy = decltype(call_on<T, Function, Parameters...>(
    std::declval<const Function&>(), std::declval<T&>(), std::declval<Passed<Parameters>>()...));

/// What a reference leads to may be somebody else's by now, and is left alone.
template <class Returned>
inline constexpr bool is_shown = !std::is_reference_v<Returned> && is_printable<Bare<Returned>>;
template <class Returned>
inline constexpr bool is_judged = !std::is_reference_v<Returned> && is_digestible<Bare<Returned>>;

/// Calls the operation; see Step::run. The result lives until this function returns, wanted or not.
template <class T, class Function, class... Parameters>
[[gnu::noinline]] std::uint64_t perform(HandedFunction<Function> function, T& subject,
                                        Wanted wanted, Handed<Parameters>... arguments) {
    using Returned = ReturnedBy<T, Function, Parameters...>;
    if (wanted.text != nullptr) wanted.text->clear();
    if constexpr (is_shown<Returned> || is_judged<Returned>) {
        const auto& returned = call_on<T, Function, Parameters...>(
            function, subject, static_cast<Passed<Parameters>>(arguments.value)...);
        if constexpr (is_shown<Returned>) {
            if (wanted.text != nullptr) *wanted.text = text_of(returned);
        }
        if constexpr (is_judged<Returned>) {
            if (wanted.digest) return digest_of(returned);
        }
    } else {
        static_cast<void>(call_on<T, Function, Parameters...>(
            function, subject, static_cast<Passed<Parameters>>(arguments.value)...));
    }
    return 0;
}

/// A member of Invocation. Not a std::tuple: std::get would be a call, to an instrumented function.
template <std::size_t Index, class T> struct Slot {
    T value;
};

/// A function with the arguments of one call.
template <class T, class Function, class Indices, class... Parameters> class Invocation;

template <class T, class Function, std::size_t... Index, class... Parameters>
class Invocation<T, Function, std::index_sequence<Index...>, Parameters...>
    : Slot<Index, const ArgumentOf<Parameters>>... {
    template <std::size_t At, class Parameter> using SlotAt = Slot<At, const ArgumentOf<Parameter>>;

public:
    Invocation(std::shared_ptr<const Function> function,
               [[maybe_unused]] const std::vector<Value>& arguments)
        : SlotAt<Index, Parameters>{arguments[Index].template get<ArgumentOf<Parameters>>()}...,
          function_(function.get()),
          owner_(std::move(function)) {}

    static BoundCall bind(const std::shared_ptr<const Function>& function,
                          const std::vector<Value>& arguments) {
        auto invocation = std::make_shared<const Invocation>(function, arguments);
        return {{run, invocation.get()}, invocation};
    }

private:
    __attribute__((no_sanitize("thread"))) static std::uint64_t run(const void* closure,
                                                                    void* subject, Wanted wanted) {
        const Invocation& self = *static_cast<const Invocation*>(closure);
        return perform<T, Function, Parameters...>(
            *self.function_, *static_cast<T*>(subject), wanted,
            Handed<Parameters>{static_cast<const SlotAt<Index, Parameters>&>(self).value}...);
    }

    const Function* function_;
    std::shared_ptr<const Function> owner_;
};

}  // namespace contend::scenario
