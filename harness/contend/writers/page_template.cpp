#include <contend/writers/page_template.hpp>

// Put into the program by the assembler: a string literal would be too long for what compilers promise.
asm(R"(
    .pushsection .rodata
    .global contend_page_begin
    .hidden contend_page_begin
contend_page_begin:
    .incbin ")" CONTEND_PAGE_TEMPLATE R"("
    .global contend_page_end
    .hidden contend_page_end
contend_page_end:
    .popsection
)");

extern "C" const char contend_page_begin[];
extern "C" const char contend_page_end[];

namespace contend::writers {

std::string_view page_template() {
    return {contend_page_begin, static_cast<std::size_t>(contend_page_end - contend_page_begin)};
}

}  // namespace contend::writers
