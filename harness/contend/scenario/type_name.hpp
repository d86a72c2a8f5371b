#pragma once

#include <string>
#include <typeinfo>

namespace contend::scenario {

/// The name of a type as its user writes it, as far as that can be known: "Cache", "std::string".
std::string type_name(const std::type_info& type);

template <class T> std::string type_name() { return type_name(typeid(T)); }

}  // namespace contend::scenario
