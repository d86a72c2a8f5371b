#pragma once

#include <contend/base/attributes.hpp>

namespace contend::base {

/// Prints the broken invariant with raw system calls and aborts. Never returns.
[[noreturn]] CONTEND_COLD void check_failed(const char* condition, const char* file, int line);

}  // namespace contend::base

/// A broken invariant of contend itself: aborts, in release builds too, naming the condition.
/// Not for bad input (an Error) and not for what the code under test does (a finding).
#define CONTEND_CHECK(condition)                       \
    (__builtin_expect(static_cast<bool>(condition), 1) \
         ? static_cast<void>(0)                        \
         : ::contend::base::check_failed(#condition, __FILE__, __LINE__))
