#pragma once

#include <cstddef>

namespace contend::base {

/// A file that is in the program.
struct Embedded {
    const char* text;
    std::size_t size;
};

}  // namespace contend::base

/// Puts a file into the program: the assembler does, since a string literal would be too long for what compilers
/// promise. At global scope, once a name: then embedded_<name>() is the file. `path` is a string literal.
#define CONTEND_EMBED(name, path)                                           \
    asm(".pushsection .rodata\n"                                            \
        ".hidden contend_embedded_" #name                                   \
        "_begin\n"                                                          \
        ".global contend_embedded_" #name                                   \
        "_begin\n"                                                          \
        "contend_embedded_" #name                                           \
        "_begin:\n"                                                         \
        ".incbin \"" path                                                   \
        "\"\n"                                                              \
        ".hidden contend_embedded_" #name                                   \
        "_end\n"                                                            \
        ".global contend_embedded_" #name                                   \
        "_end\n"                                                            \
        "contend_embedded_" #name                                           \
        "_end:\n"                                                           \
        ".popsection\n");                                                   \
    extern "C" const char contend_embedded_##name##_begin[];                \
    extern "C" const char contend_embedded_##name##_end[];                  \
    static contend::base::Embedded embedded_##name() {                      \
        return {contend_embedded_##name##_begin,                            \
                static_cast<std::size_t>(contend_embedded_##name##_end -    \
                                         contend_embedded_##name##_begin)}; \
    }
