#include <contend/scenario/type_name.hpp>

#include <cxxabi.h>

#include <cstddef>
#include <cstdlib>
#include <string_view>

namespace contend::scenario {
namespace {

void replace_all(std::string& text, std::string_view what, std::string_view by) {
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + by.size())) {
        text.replace(at, what.size(), by);
    }
}

}  // namespace

std::string type_name(const std::type_info& type) {
    int status = 0;
    char* const demangled = abi::__cxa_demangle(type.name(), nullptr, nullptr, &status);
    std::string name = status == 0 && demangled != nullptr ? demangled : type.name();
    std::free(demangled);
    replace_all(name,
                "std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> >",
                "std::string");
    replace_all(name, "std::__cxx11::", "std::");
    replace_all(name, "(anonymous namespace)::", "");
    replace_all(name, "> >", ">>");
    return name;
}

}  // namespace contend::scenario
