#include <contend/run/modules.hpp>

#include <contend/base/random.hpp>

#include <fmt/format.h>
#include <link.h>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace contend::run {
namespace {

std::string path_of(const dl_phdr_info& info) {
    if (info.dlpi_name != nullptr && info.dlpi_name[0] != '\0') return info.dlpi_name;
    std::error_code ignored;
    static const std::string program =
        std::filesystem::read_symlink("/proc/self/exe", ignored).string();
    return program;
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

struct Search {
    std::uint64_t address = 0;
    ModuleOffset place;
    std::optional<const void*> found;
};

int by_address(dl_phdr_info* info, std::size_t, void* argument) {
    auto& search = *static_cast<Search*>(argument);
    if (!holds(*info, search.address)) return 0;
    search.place = {path_of(*info), search.address - info->dlpi_addr};
    return 1;
}

int by_module(dl_phdr_info* info, std::size_t, void* argument) {
    auto& search = *static_cast<Search*>(argument);
    if (path_of(*info) != search.place.module) return 0;
    search.found = reinterpret_cast<const void*>(info->dlpi_addr + search.place.offset);
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
    std::ifstream file("/proc/self/exe", std::ios::binary);
    std::uint64_t hash = 1;
    for (std::istreambuf_iterator<char> byte(file), end; byte != end; ++byte)
        hash = base::mix(hash ^ static_cast<unsigned char>(*byte));
    return fmt::format("{:016x}", hash);
}

}  // namespace

ModuleOffset locate(const void* address) {
    Search search{.address = reinterpret_cast<std::uint64_t>(address), .place = {}, .found = {}};
    dl_iterate_phdr(by_address, &search);
    return search.place;
}

std::optional<const void*> resolve(const ModuleOffset& place) {
    Search search{.address = 0, .place = place, .found = {}};
    dl_iterate_phdr(by_module, &search);
    return search.found;
}

const std::string& build_id() {
    static const std::string id = [] {
        std::string noted;
        dl_iterate_phdr(take_build_id, &noted);
        return noted.empty() ? hash_of_program() : noted;
    }();
    return id;
}

}  // namespace contend::run
