#pragma once

#include <rapidcheck/Gen.h>

#include <functional>
#include <string>
#include <string_view>
#include <type_traits>

/// What is known of a function's type: the parameters an operation has, and whether it can be
/// called.
namespace contend::scenario {

template <class... Ts> struct Types {};

template <class T> using Bare = std::remove_cv_t<std::remove_reference_t<T>>;

/// The type in which the arguments for a parameter are kept: `const Key&` → Key. A string_view
/// would not keep its characters alive, so a string is kept for it.
template <class Parameter>
using ArgumentOf = std::conditional_t<std::is_same_v<Bare<Parameter>, std::string_view>,
                                      std::string, Bare<Parameter>>;

/// The parameters of an operation made from `Function`, as declared. `known` is false for what has
/// no single call operator: generic lambdas, overloaded ones, std::bind. `reads_only` is true for what
/// takes the subject as const.
template <class Function, class = void> struct Signature {
    static constexpr bool known = false;
    static constexpr bool reads_only = false;
};

template <bool ReadsOnly, class... Ts> struct KnownSignature {
    static constexpr bool known = true;
    static constexpr bool reads_only = ReadsOnly;
    using Parameters = Types<Ts...>;
};

/// `const T&` or `const T*`.
template <class Subject>
inline constexpr bool is_const_subject =
    (std::is_reference_v<Subject> || std::is_pointer_v<Subject>) &&
    std::is_const_v<std::remove_pointer_t<std::remove_reference_t<Subject>>>;

/// The first parameter is the subject.
template <class... Ts> struct FreeSignature {
    static constexpr bool known = true;
    static constexpr bool reads_only = false;
    using Parameters = Types<>;
};
template <class Subject, class... Ts>
struct FreeSignature<Subject, Ts...> : KnownSignature<is_const_subject<Subject>, Ts...> {};

template <class R, class... Ts> struct Signature<R (*)(Ts...)> : FreeSignature<Ts...> {};
template <class R, class... Ts> struct Signature<R (*)(Ts...) noexcept> : FreeSignature<Ts...> {};

/// Of a call operator: the parameters of the function object it belongs to.
template <class CallOperator> struct CallSignature;
template <class R, class... Ts> struct CallSignature<R (*)(Ts...)> : FreeSignature<Ts...> {};
template <class R, class... Ts>
struct CallSignature<R (*)(Ts...) noexcept> : FreeSignature<Ts...> {};

#define CONTEND_MEMBER_SIGNATURE(qualifiers, is_const)                                 \
    template <class R, class C, class... Ts>                                           \
    struct Signature<R (C::*)(Ts...) qualifiers> : KnownSignature<is_const, Ts...> {}; \
    template <class R, class C, class... Ts>                                           \
    struct CallSignature<R (C::*)(Ts...) qualifiers> : FreeSignature<Ts...> {};
#define CONTEND_MEMBER_SIGNATURES(qualifiers)            \
    CONTEND_MEMBER_SIGNATURE(qualifiers, false)          \
    CONTEND_MEMBER_SIGNATURE(const qualifiers, true)     \
    CONTEND_MEMBER_SIGNATURE(volatile qualifiers, false) \
    CONTEND_MEMBER_SIGNATURE(const volatile qualifiers, true)
CONTEND_MEMBER_SIGNATURES()
CONTEND_MEMBER_SIGNATURES(&)
CONTEND_MEMBER_SIGNATURES(&&)
CONTEND_MEMBER_SIGNATURES(noexcept)
CONTEND_MEMBER_SIGNATURES(& noexcept)
CONTEND_MEMBER_SIGNATURES(&& noexcept)
#undef CONTEND_MEMBER_SIGNATURES
#undef CONTEND_MEMBER_SIGNATURE

template <class Function>
struct Signature<Function, std::void_t<decltype(&Function::operator())>>
    : CallSignature<decltype(&Function::operator())> {};

/// Whether a call needs an object of its own to work on, because the operation may change the
/// argument.
template <class Parameter>
inline constexpr bool is_fresh = std::is_same_v<Bare<Parameter>, ArgumentOf<Parameter>> &&
                                 (std::is_rvalue_reference_v<Parameter> ||
                                  (std::is_lvalue_reference_v<Parameter> &&
                                   !std::is_const_v<std::remove_reference_t<Parameter>>));

/// As what an argument is passed on: `Key&` and `Key&&` get what they ask for, the others a
/// reference to the stored value, from which a parameter by value makes its copy.
template <class Parameter>
using Passed = std::conditional_t<is_fresh<Parameter>, Parameter, const ArgumentOf<Parameter>&>;

/// As what the subject is passed.
enum class SubjectAs { reference, expiring, pointer, nothing };

/// Which of `T&`, `T&&` and `T*` the function takes, before these parameters.
template <class T, class Function, class... Parameters> constexpr SubjectAs subject_as() {
    if constexpr (std::is_invocable_v<const Function&, T&, Passed<Parameters>...>) {
        return SubjectAs::reference;
    } else if constexpr (std::is_invocable_v<const Function&, T&&, Passed<Parameters>...>) {
        return SubjectAs::expiring;
    } else if constexpr (std::is_invocable_v<const Function&, T*, Passed<Parameters>...>) {
        return SubjectAs::pointer;
    } else {
        return SubjectAs::nothing;
    }
}

}  // namespace contend::scenario
