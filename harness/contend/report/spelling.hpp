#pragma once

#include <string>
#include <string_view>

namespace contend::report {

/// A function name in one spelling, whichever compiler and symboliser it came from: demangled,
/// without inline namespaces of the library (`std::__cxx11::`), ABI tags and clone marks, lambdas
/// as `{lambda(int)#1}` (`{lambda#1}` where Clang does not say more), and so that its brackets pair
/// up. Template arguments are left as they are.
std::string respelled(std::string_view function);

}  // namespace contend::report
