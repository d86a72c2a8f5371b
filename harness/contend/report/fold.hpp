#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace contend::report {

/// Names longer than this (in bytes) lose their parameter list, then their template arguments.
inline constexpr std::size_t folded_bytes_max = 100;

/// A demangled function name without template noise, the same for every compiler as far as they
/// allow:
///
///  - `std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> >` reads
///    `std::string`;
///  - default arguments of standard templates go: `std::vector<int, std::allocator<int>>` reads
///    `std::vector<int>`;
///  - arguments of the library's internals read `<…>`: `std::_Hashtable<…>::_M_find_node(…)`;
///  - anonymous namespaces go: `worker(int)`;
///  - return types, `[clone .cold]` and `[abi:cxx11]` go;
///  - a lambda's call operator reads as the lambda: `main::{lambda(int)#1}`;
///  - a parameter list, then template arguments, read `(…)` and `<…>` while the name is too long.
///
/// Text it does not understand (unbalanced brackets, extreme nesting) is returned as it was.
/// Folding twice changes nothing more. Pure; cost linear in the length times the depth of nesting.
std::string fold(std::string_view function);

}  // namespace contend::report
