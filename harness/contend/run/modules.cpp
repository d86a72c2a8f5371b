#include <contend/run/modules.hpp>

#include <contend/base/random.hpp>

#include <fmt/format.h>
#include <link.h>
#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <vector>

namespace contend::run {
namespace {

// A program that is not this one, and its modules.
std::string other_program;
std::vector<worker::Module> other_modules;

const std::string& own_path() {
    static const std::string path = [] {
        std::error_code ignored;
        return std::filesystem::read_symlink("/proc/self/exe", ignored).string();
    }();
    return path;
}

std::string path_of(const dl_phdr_info& info) {
    if (info.dlpi_name != nullptr && info.dlpi_name[0] != '\0') return info.dlpi_name;
    return own_path();
}

bool holds(const dl_phdr_info& info, std::uint64_t address) {
    for (int i = 0; i < info.dlpi_phnum; ++i) {
        const ElfW(Phdr)& segment = info.dlpi_phdr[i];
        const std::uint64_t begin = info.dlpi_addr + segment.p_vaddr;
        if (segment.p_type == PT_LOAD && address >= begin && address < begin + segment.p_memsz)
            return true;
    }
    return false;
}

ModuleOffset locate_in_other(std::uint64_t address) {
    for (const worker::Module& module : other_modules)
        if (address >= module.begin && address < module.end)
            return {module.path.empty() ? other_program : module.path.c_str(),
                    address - module.bias};
    return {};
}

struct AddressSearch {
    std::uint64_t address = 0;
    ModuleOffset place;
};

int by_address(dl_phdr_info* info, std::size_t, void* argument) {
    auto& search = *static_cast<AddressSearch*>(argument);
    if (!holds(*info, search.address)) return 0;
    search.place = {path_of(*info), search.address - info->dlpi_addr};
    return 1;
}

// The first module is the program itself.
int take_build_id(dl_phdr_info* info, std::size_t, void* argument) {
    auto& id = *static_cast<std::string*>(argument);
    for (int i = 0; i < info->dlpi_phnum; ++i) {
        const ElfW(Phdr)& segment = info->dlpi_phdr[i];
        if (segment.p_type != PT_NOTE) continue;
        const auto* note = reinterpret_cast<const char*>(info->dlpi_addr + segment.p_vaddr);
        const char* const end = note + segment.p_memsz;
        while (note + sizeof(ElfW(Nhdr)) <= end) {
            ElfW(Nhdr) header;
            std::memcpy(&header, note, sizeof header);
            const char* const name = note + sizeof header;
            const char* const content = name + ((header.n_namesz + 3u) & ~3u);
            if (header.n_type == NT_GNU_BUILD_ID && header.n_descsz >= 8 &&
                std::strcmp(name, "GNU") == 0) {
                for (int byte = 0; byte < 8; ++byte)
                    id += fmt::format("{:02x}", static_cast<unsigned char>(content[byte]));
                return 1;
            }
            note = content + ((header.n_descsz + 3u) & ~3u);
        }
    }
    return 1;
}

std::string hash_of_program() {
    std::ifstream file(program_path(), std::ios::binary);
    std::uint64_t hash = 1;
    while (file) {
        std::array<std::uint64_t, 4096> words{};
        file.read(reinterpret_cast<char*>(words.data()), sizeof words);
        const auto bytes = static_cast<std::size_t>(file.gcount());
        for (std::size_t i = 0; i * sizeof words[0] < bytes; ++i) hash = base::mix(hash ^ words[i]);
    }
    return fmt::format("{:016x}", hash);
}

}  // namespace

void look_at_program(const std::string& path) { other_program = path; }

void learn_modules(const worker::Orders& orders) {
    other_modules.assign(orders.modules, orders.modules + orders.module_count);
}

const std::string& program_path() { return other_program.empty() ? own_path() : other_program; }

ModuleOffset locate(const void* address) {
    if (!other_program.empty()) return locate_in_other(reinterpret_cast<std::uint64_t>(address));
    AddressSearch search{.address = reinterpret_cast<std::uint64_t>(address), .place = {}};
    dl_iterate_phdr(by_address, &search);
    return search.place;
}

const std::string& build_id() {
    static const std::string id = [] {
        std::string noted;
        if (other_program.empty()) dl_iterate_phdr(take_build_id, &noted);
        return noted.empty() ? hash_of_program() : noted;
    }();
    return id;
}

}  // namespace contend::run
