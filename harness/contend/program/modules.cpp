#include <contend/program/modules.hpp>

#include <link.h>

namespace contend::program {
namespace {

int add_module(dl_phdr_info* info, std::size_t, void* argument) {
    auto& orders = *static_cast<worker::Orders*>(argument);
    if (orders.module_count == worker::Orders::modules_max) return 1;
    worker::Module& module = orders.modules[orders.module_count++];
    module.path = base::FixedString<512>(info->dlpi_name);
    module.bias = info->dlpi_addr;
    module.begin = ~std::uint64_t{0};
    module.end = 0;
    for (int i = 0; i < info->dlpi_phnum; ++i) {
        const ElfW(Phdr)& segment = info->dlpi_phdr[i];
        if (segment.p_type != PT_LOAD) continue;
        const std::uint64_t begin = info->dlpi_addr + segment.p_vaddr;
        if (begin < module.begin) module.begin = begin;
        if (begin + segment.p_memsz > module.end) module.end = begin + segment.p_memsz;
    }
    return 0;
}

}  // namespace

void list_modules(worker::Orders& orders) {
    orders.module_count = 0;
    dl_iterate_phdr(add_module, &orders);
}

}  // namespace contend::program
