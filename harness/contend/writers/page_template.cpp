#include <contend/writers/page_template.hpp>

#include <contend/base/embed.hpp>

CONTEND_EMBED(page, CONTEND_PAGE_TEMPLATE)

namespace contend::writers {

std::string_view page_template() {
    const base::Embedded page = embedded_page();
    return {page.text, page.size};
}

}  // namespace contend::writers
