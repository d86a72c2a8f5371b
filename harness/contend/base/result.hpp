#pragma once

#include <contend/base/attributes.hpp>
#include <contend/base/fixed_string.hpp>

namespace contend::base {

/// Why an operation could not be done and what the user can do about it, in one sentence each.
/// An Error is an operational failure (bad input, missing tool); findings are data, and broken
/// invariants abort.
struct Error {
    FixedString<1024> message;
};

/// Either a value or the error that prevented it.
///
/// T must be default-constructible. Reading value() of a failed result, or error() of a good one,
/// is a broken invariant of the caller and is not checked here; test `ok()` first.
template <class T> class [[nodiscard]] Result {
public:
    // Implicit on purpose: `return value;` and `return Error{...};` are how results are made.
    CONTEND_INLINE Result(T value) : value_(static_cast<T&&>(value)), ok_(true) {}
    CONTEND_INLINE Result(Error error) : error_(error) {}

    CONTEND_INLINE bool ok() const { return ok_; }
    CONTEND_INLINE explicit operator bool() const { return ok_; }
    CONTEND_INLINE const T& value() const { return value_; }
    CONTEND_INLINE T& value() { return value_; }
    CONTEND_INLINE const T& operator*() const { return value_; }
    CONTEND_INLINE T& operator*() { return value_; }
    CONTEND_INLINE const T* operator->() const { return &value_; }
    CONTEND_INLINE T* operator->() { return &value_; }
    CONTEND_INLINE const Error& error() const { return error_; }

private:
    T value_{};
    Error error_{};
    bool ok_ = false;
};

}  // namespace contend::base
